"""A named cursor: what it sends, and what its attributes say."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor("name")
for name in ("name", "scrollable", "withhold", "itersize", "description", "rowcount", "rownumber", "query", "statusmessage"):
    show(name, getattr(cur, name))
attempt("fetched before", cur.fetchone)
conn.rollback()
cur = conn.cursor("name")
attempt("execute", cur.execute, "SELECT generate_series(1, %s) AS n", (10,))


def attributes(what):
    show(what, (cur.query, cur.statusmessage, cur.rowcount, cur.rownumber, cur.description and cur.description[0].name, state(conn)))


attributes("executed")
show("fetchone", cur.fetchone())
attributes("after fetchone")
show("fetchmany", cur.fetchmany(3))
attributes("after fetchmany")
show("fetchmany of arraysize", cur.fetchmany())
show("fetchall", cur.fetchall())
attributes("after fetchall")
show("no more", (cur.fetchone(), cur.fetchmany(2), cur.fetchall()))
attributes("after the end")
attempt("executed again", cur.execute, "SELECT 1")
attempt("executemany", cur.executemany, "SELECT 1", [()])
attempt("callproc", cur.callproc, "abs", (1,))
attempt("mogrify", cur.mogrify, "SELECT %s", (1,))
other = conn.cursor()
other.execute("SELECT name, statement, is_holdable, is_scrollable FROM pg_cursors")
show("on the server", other.fetchall())
attempt("close", cur.close)
other.execute("SELECT count(*) FROM pg_cursors")
show("on the server", other.fetchall())
attempt("fetched after", cur.fetchone)
attempt("closed again", cur.close)
