"""DB-API 2.0, the connection: close, commit, rollback, cursor; two cursors share its transaction."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
first, second = conn.cursor(), conn.cursor()
first.execute("CREATE TABLE t (id int)")
first.execute("INSERT INTO t VALUES (1)")
second.execute("SELECT id FROM t")
show("cursors are not isolated", second.fetchall())
conn.commit()
first.execute("INSERT INTO t VALUES (2)")
conn.rollback()
second.execute("SELECT id FROM t")
show("rolled back", second.fetchall())
other = psycopg2.connect("")
first.execute("INSERT INTO t VALUES (3)")
his = other.cursor()
his.execute("SELECT id FROM t")
show("connections are", his.fetchall())
other.rollback()
conn.commit()
his.execute("SELECT id FROM t")
show("committed", his.fetchall())
first.execute("INSERT INTO t VALUES (4)")
conn.close()
other.rollback()
his.execute("SELECT id FROM t")
show("closing rolls back", his.fetchall())
for name in ("commit", "rollback", "cursor", "close"):
    attempt(f"closed: {name}", getattr(conn, name))
attempt("closed: execute", first.execute, "SELECT 1")
