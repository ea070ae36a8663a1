"""Several statements in one query: the last result counts, an error undoes what the transaction holds."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int); INSERT INTO t VALUES (1); SELECT * FROM t")
show("rows", (cur.fetchall(), cur.statusmessage, cur.rowcount))
cur.execute("SELECT 1; INSERT INTO t VALUES (2)")
show("no rows", (cur.description, cur.statusmessage, cur.rowcount))
attempt("fetch", cur.fetchone)
conn.commit()
attempt("an error in the middle", cur.execute, "INSERT INTO t VALUES (3); SELECT 1/0; INSERT INTO t VALUES (4)")
show("state", state(conn))
conn.rollback()
attempt("commit in between", cur.execute, "INSERT INTO t VALUES (5); COMMIT; INSERT INTO t VALUES (6)")
show("state", state(conn))
conn.rollback()
cur.execute("SELECT array_agg(id ORDER BY id) FROM t")
show("kept", cur.fetchone())
conn.rollback()
conn.autocommit = True
attempt("autocommit, an error", cur.execute, "INSERT INTO t VALUES (7); SELECT 1/0")
attempt("autocommit, with a transaction", cur.execute, "BEGIN; INSERT INTO t VALUES (8); COMMIT; SELECT 1/0")
cur.execute("SELECT array_agg(id ORDER BY id) FROM t")
show("kept", cur.fetchone())
for sql in (
    *("BEGIN; SELECT 1", "SELECT 1; SELECT 2; SELECT 3", ";;;", "SELECT 1;", "; SELECT 1", "SELECT ';'"),
    *("SELECT 1 /* ; */", "-- ;\nSELECT 1"),
):
    attempt(sql, cur.execute, sql)
    attempt("  rows", cur.fetchall)
    show("  state", (state(conn), cur.statusmessage))
