"""Cursors WITH HOLD outlive their transactions."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor("held", withhold=True)
show("withhold", (cur.withhold, cur.scrollable))
cur.execute("SELECT generate_series(1, 6) AS n")
show("query", cur.query)
show("first", cur.fetchone())
conn.commit()
show("after the commit", (cur.fetchmany(2), state(conn)))
conn.rollback()
attempt("after a rollback", cur.fetchone)
cur.itersize = 1
show("the rest", list(cur))
attempt("again", cur.fetchone)
conn.commit()
attempt("close", cur.close)
show("state", state(conn))
conn.rollback()

cur = conn.cursor("lost", withhold=True)
cur.execute("SELECT 1 AS n")
conn.rollback()
attempt("rolled back before its commit", cur.fetchone)
conn.rollback()
attempt("close", cur.close)
conn.rollback()

conn.autocommit = True
cur = conn.cursor("auto", withhold=True, scrollable=True)
attempt("execute", cur.execute, "SELECT generate_series(1, 5)")
show("rows", (cur.fetchone(), state(conn)))
attempt("scroll", cur.scroll, 2)
attempt("fetch", cur.fetchone)
attempt("back", cur.scroll, -3)
attempt("fetch", cur.fetchall)
attempt("absolute", cur.scroll, 1, "absolute")
attempt("fetch", cur.fetchone)
attempt("not after execute", setattr, cur, "withhold", False)
show("withhold", cur.withhold)
attempt("close", cur.close)
plain = conn.cursor("plain")
attempt("without hold in autocommit", plain.execute, "SELECT 1")
plain.withhold = True
attempt("with it", plain.execute, "SELECT 1")
attempt("one", plain.fetchone)
other = conn.cursor()
other.execute("SELECT name, is_holdable, is_scrollable FROM pg_cursors ORDER BY name")
show("on the server", other.fetchall())
for value in (None, 1, 0, "x"):
    cursor = conn.cursor("v", withhold=value)
    show(f"withhold={value!r}", cursor.withhold)
attempt("unnamed", conn.cursor, withhold=True)
attempt("unnamed", setattr, conn.cursor(), "withhold", True)
attempt("unnamed", setattr, conn.cursor(), "withhold", 0)
