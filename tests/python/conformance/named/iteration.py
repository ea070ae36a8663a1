"""Iterating a named cursor fetches itersize rows at a time."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
for itersize in (1, 2, 4, 100):
    cur = conn.cursor(f"c{itersize}")
    cur.itersize = itersize
    cur.execute("SELECT generate_series(1, 5)")
    seen = []
    for row in cur:
        seen.append((row[0], cur.rownumber, cur.rowcount, cur.statusmessage))
    show(f"itersize {itersize}", seen)
    show("  and then", (cur.fetchone(), list(cur)))
    cur.close()
cur = conn.cursor("mixed")
cur.itersize = 2
cur.execute("SELECT generate_series(1, 10)")
show("next", next(cur))
show("fetchone takes from the server", cur.fetchone())
show("next", next(cur))
show("fetchmany", cur.fetchmany(2))
show("rest", list(cur))
cur.close()
for itersize in (0, -1):
    cur = conn.cursor("odd")
    cur.itersize = itersize
    cur.execute("SELECT generate_series(1, 3)")
    attempt(f"itersize {itersize}", next, cur)
    attempt("  again", next, cur)
    cur.close()
cur = conn.cursor("unexecuted")
attempt("not executed", next, cur)
conn.rollback()
with conn.cursor("with") as cur:
    cur.execute("SELECT 1")
    show("in with", list(cur))
show("closed", cur.closed)
cur = conn.cursor("failing")
cur.itersize = 1
cur.execute("SELECT 1/(3 - g) FROM generate_series(1, 5) g")
attempt("row 1", next, cur)
attempt("row 2", next, cur)
attempt("row 3", next, cur)
attempt("row 4", next, cur)
