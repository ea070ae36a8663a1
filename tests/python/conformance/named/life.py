"""How long a named cursor lives: until commit, rollback, an error or its closing; WITH HOLD longer."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")


def opened(name="c", **kwargs):
    cur = conn.cursor(name, **kwargs)
    cur.execute("SELECT generate_series(1, 3)")
    return cur


for ending in ("commit", "rollback"):
    cur = opened()
    getattr(conn, ending)()
    for name in ("fetchone", "fetchmany", "fetchall", "__next__"):
        attempt(f"{name} after {ending}", getattr(cur, name))
    attempt("scroll", cur.scroll, 1)
    attempt("execute", cur.execute, "SELECT 1")
    attempt("close", cur.close)
    show("closed", cur.closed)
    conn.rollback()
cur = opened()
attempt("an error of another", conn.cursor().execute, "SELECT 1/0")
attempt("fetchone", cur.fetchone)
attempt("close", cur.close)
show("state", (cur.closed, state(conn)))
conn.rollback()
cur = opened(withhold=True)
show("withhold", (cur.withhold, cur.query))
show("fetchone", cur.fetchone())
conn.commit()
show("after commit", cur.fetchone())
show("state", state(conn))
conn.rollback()
show("after rollback", cur.fetchone())
attempt("close", cur.close)
show("state", state(conn))
cur = opened(withhold=True)
conn.rollback()
attempt("rolled back before it was held", cur.fetchone)
conn.rollback()
conn.autocommit = True
attempt("in autocommit", opened)
cur = opened(withhold=True)
show("withhold in autocommit", cur.fetchall())
cur.close()
conn.autocommit = False
a = opened("same")
attempt("the same name twice", opened, "same")
conn.rollback()
cur = conn.cursor("unused")
attempt("closed without use", cur.close)
show("state", state(conn))
cur = opened()
conn.close()
attempt("its connection closed", cur.fetchone)
attempt("closed then", cur.close)
show("closed", cur.closed)
