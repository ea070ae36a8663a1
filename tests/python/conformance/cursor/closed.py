"""What a closed cursor still answers, and how it refuses the rest."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1 AS a")
show("repr", repr(cur))
cur.close()
show("closed", (cur.closed, repr(cur)))
for name in (
    *("name", "description", "rowcount", "rownumber", "statusmessage", "query", "lastrowid", "arraysize"),
    *("itersize", "row_factory", "withhold", "scrollable"),
):
    attempt(name, getattr, cur, name)
for name in ("close", "fetchone", "fetchmany", "fetchall", "__next__", "__iter__", "__enter__", "nextset"):
    attempt(name, getattr(cur, name))
attempt("execute", cur.execute, "SELECT 1")
attempt("execute of nothing", cur.execute)
attempt("mogrify", cur.mogrify, "SELECT %s", (1,))
attempt("callproc", cur.callproc, "abs", (1,))
attempt("scroll", cur.scroll, 1)
attempt("cast", cur.cast, 23, "1")
attempt("setinputsizes", cur.setinputsizes, 1)
attempt("setoutputsize", cur.setoutputsize, 1)
attempt("arraysize =", setattr, cur, "arraysize", 5)
attempt("list", list, cur)
other = conn.cursor()
with other as entered:
    show("entered", (entered is other, other.closed))
show("left", other.closed)
third = conn.cursor()
conn.close()
show("its connection closed", (third.closed, repr(third)))
attempt("execute", third.execute, "SELECT 1")
attempt("mogrify", third.mogrify, "SELECT %s", ("x",))
attempt("close", third.close)
show("closed", third.closed)
