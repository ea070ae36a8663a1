"""The cursors of extras with a name: rows fetched in every way, and iterated."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
for factory in (extras.DictCursor, extras.RealDictCursor, extras.NamedTupleCursor):
    cur = conn.cursor("c", cursor_factory=factory)
    show("type", type(cur).__name__)
    attempt("before execute", cur.fetchone)
    conn.rollback()
    cur = conn.cursor("c", cursor_factory=factory)
    cur.itersize = 2
    cur.execute("SELECT g AS n, 'x' || g AS s FROM generate_series(1, 12) g")
    show("fetchone", cur.fetchone())
    show("fetchmany", cur.fetchmany(2))
    show("next", next(iter(cur)))
    show("iterated", list(cur)[:3])
    show("no more", (cur.fetchone(), cur.fetchmany(2), cur.fetchall(), list(cur)))
    cur.scroll(0, "absolute")
    show("scrolled", cur.fetchmany(1))
    cur.close()
    cur = conn.cursor("d", cursor_factory=factory)
    cur.execute("SELECT 1 AS n WHERE false")
    show("none", (cur.fetchone(), cur.fetchmany(2), cur.fetchall(), list(cur)))
    cur.close()
    cur = conn.cursor("e", cursor_factory=factory)
    cur.execute("SELECT 5 AS n")
    show("fetchall", cur.fetchall())
    cur.close()
    with conn.cursor("f", cursor_factory=factory, withhold=True) as cur:
        cur.execute("SELECT 6 AS n")
        conn.commit()
        for row in cur:
            show("in a loop", row)
