"""autocommit: each statement by itself; setting it, and BEGIN by hand."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
show("default", conn.autocommit)
conn.autocommit = True
show("set", (conn.autocommit, state(conn)))
cur.execute("CREATE TABLE t (id int)")
show("executed", state(conn))
attempt("error", cur.execute, "SELECT 1/0")
show("after the error", state(conn))
conn.rollback()
cur.execute("SELECT to_regclass('t')")
show("the table", cur.fetchone())
cur.execute("BEGIN")
show("BEGIN", state(conn))
attempt("commit", conn.commit)
attempt("rollback", conn.rollback)
show("did nothing", state(conn))
attempt("unset inside", setattr, conn, "autocommit", False)
show("autocommit", (conn.autocommit, state(conn)))
cur.execute("INSERT INTO t VALUES (1)")
attempt("commit", conn.commit)
show("now", state(conn))
for value in (1, 0, "yes", "", None, [], 2.5):
    attempt(repr(value), setattr, conn, "autocommit", value)
    show("  autocommit", conn.autocommit)
conn.autocommit = False
cur.execute("SELECT 1")
attempt("set in a transaction", setattr, conn, "autocommit", True)
attempt("the same value", setattr, conn, "autocommit", False)
conn.rollback()
attempt("several statements", cur.execute, "INSERT INTO t VALUES (2); SELECT 1/0")
conn.rollback()
cur.execute("SELECT array_agg(id) FROM t")
show("rows", cur.fetchone())
