"""Savepoints are plain SQL: what they do to the states."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TEMP TABLE t (id int)")
cur.execute("SAVEPOINT a")
cur.execute("INSERT INTO t VALUES (1)")
attempt("error", cur.execute, "SELECT 1/0")
show("state", state(conn))
cur.execute("ROLLBACK TO SAVEPOINT a")
show("message", (cur.statusmessage, cur.rowcount, cur.description))
show("state", state(conn))
cur.execute("INSERT INTO t VALUES (2)")
cur.execute("RELEASE SAVEPOINT a")
show("message", cur.statusmessage)
cur.execute("SELECT * FROM t")
show("rows", cur.fetchall())
attempt("unknown", cur.execute, "ROLLBACK TO SAVEPOINT nosuch")
show("state", state(conn))
conn.rollback()
conn.autocommit = True
attempt("outside", cur.execute, "SAVEPOINT a")
show("state", state(conn))
