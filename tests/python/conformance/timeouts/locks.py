"""lock_timeout and NOWAIT, beside a session that holds the lock."""

import psycopg2
from observe import attempt, diagnostics, show, state

holder, conn = psycopg2.connect(""), psycopg2.connect("", options="-c lock_timeout=500")
with holder, holder.cursor() as cur:
    cur.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)")
holder.cursor().execute("UPDATE t SET id = id WHERE id = 1")
cur = conn.cursor()
for sql in (
    "UPDATE t SET id = id WHERE id = 1",
    "SELECT * FROM t WHERE id = 1 FOR UPDATE",
    "SELECT * FROM t WHERE id = 1 FOR UPDATE NOWAIT",
    "SELECT * FROM t FOR UPDATE SKIP LOCKED",
    "LOCK TABLE t",
    "LOCK TABLE t NOWAIT",
    "ALTER TABLE t ADD COLUMN n int",
    "SELECT count(*) FROM t",
):
    try:
        cur.execute(sql)
    except psycopg2.Error as error:
        show(sql, (type(error).__name__, error.pgcode, str(error)))
        diagnostics(error)
    else:
        show(sql, cur.statusmessage)
    conn.rollback()
cur.execute("SET lock_timeout = 0; SET statement_timeout = 500")
attempt("statement_timeout while waiting", cur.execute, "UPDATE t SET id = id WHERE id = 1")
show("state", state(conn))
conn.rollback()
holder.rollback()
attempt("free", cur.execute, "UPDATE t SET id = id WHERE id = 1")
