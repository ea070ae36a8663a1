"""Wrong calls of the methods of a cursor are refused in CPython's words."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1")
for name in ("close", "fetchone", "fetchall", "nextset", "__enter__"):
    attempt(f"{name}(1)", getattr(cur, name), 1)
for name in ("execute", "mogrify", "executemany", "copy_expert", "copy_from", "copy_to", "scroll"):
    attempt(f"{name}()", getattr(cur, name))
    attempt(f"{name} of ten", getattr(cur, name), *range(10))
    attempt(f"{name} of a keyword", lambda name=name: getattr(cur, name)(nosuch=1))
attempt("close by keyword", lambda: cur.close(a=1))
attempt("fetchone by keyword", lambda: cur.fetchone(a=1))
attempt("query twice", lambda: cur.execute("SELECT 1", query="SELECT 1"))
attempt("unknown beside", lambda: cur.execute("SELECT 1", nosuch=1))
attempt("by keywords", lambda: cur.execute(vars=(1,), query="SELECT %s"))
attempt("fetchmany of two", cur.fetchmany, 1, 2)
attempt("fetchmany of unknown", lambda: cur.fetchmany(nosuch=1))
attempt("__exit__", cur.__exit__)
attempt("__exit__ of anything", cur.__exit__, 1, 2, 3, 4)
