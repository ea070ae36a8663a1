"""fetchone, fetchmany, fetchall, iteration: what is left, and rownumber."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()


def run(rows=5):
    cur.execute("SELECT generate_series(1, %s)", (rows,))


attempt("before any", cur.fetchone)
attempt("before any", cur.fetchmany)
attempt("before any", cur.fetchall)
attempt("before any", next, cur)
run()
show("fetchone", (cur.fetchone(), cur.rownumber))
show("fetchmany()", (cur.fetchmany(), cur.rownumber))
show("fetchmany(2)", (cur.fetchmany(2), cur.rownumber))
show("fetchall", (cur.fetchall(), cur.rownumber))
show("no more", (cur.fetchone(), cur.fetchmany(3), cur.fetchall(), list(cur), cur.rownumber, cur.rowcount))
cur.arraysize = 3
run()
show("arraysize", (cur.fetchmany(), cur.fetchmany(), cur.fetchmany()))
for size in (0, -1, 100, None, True):
    run()
    attempt(f"fetchmany({size})", cur.fetchmany, size)
    show("  left", len(cur.fetchall()))
for size in ("x", 1.5, [], b"1"):
    run()
    attempt(f"fetchmany({size!r})", cur.fetchmany, size)
attempt("by keyword", lambda: cur.fetchmany(size=2))
run()
show("iterated", list(cur))
run(3)
first = next(cur)
show("next", (first, next(cur), list(cur)))
attempt("and again", next, cur)
show("iter is the cursor", iter(cur) is cur)
run(3)
for row in cur:
    show("in a loop", (row, cur.rownumber))
    break
show("the rest", cur.fetchall())
cur.execute("SELECT 1 WHERE false")
show("no rows", (cur.fetchone(), cur.fetchmany(2), cur.fetchall(), list(cur)))
cur.execute("SELECT FROM generate_series(1, 2)")
show("no columns", (cur.fetchall(), cur.description))
cur.execute("SET search_path = public")
for name in ("fetchone", "fetchmany", "fetchall", "__next__"):
    attempt(name, getattr(cur, name))
cur.close()
for name in ("fetchone", "fetchmany", "fetchall", "__next__"):
    attempt(name, getattr(cur, name))
