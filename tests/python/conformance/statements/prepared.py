"""PREPARE, EXECUTE and DEALLOCATE are plain SQL to psycopg2."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("PREPARE double(int) AS SELECT $1 * 2 AS twice")
show("prepared", (cur.statusmessage, cur.rowcount))
cur.execute("EXECUTE double(%s)", (21,))
show("executed", (cur.fetchone(), cur.description[0].name, cur.query))
attempt("twice", cur.execute, "PREPARE double AS SELECT 1")
conn.rollback()
cur.execute("SELECT name, parameter_types::text[], from_sql FROM pg_prepared_statements")
show("beyond the rollback", cur.fetchall())
attempt("wrong type", cur.execute, "EXECUTE double('x')")
conn.rollback()
attempt("too many", cur.execute, "EXECUTE double(1, 2)")
conn.rollback()
cur.execute("DEALLOCATE double")
attempt("gone", cur.execute, "EXECUTE double(1)")
show("state", state(conn))
conn.rollback()
cur.execute("PREPARE q AS SELECT 1")
conn.commit()
conn.reset()
attempt("after reset", cur.execute, "EXECUTE q")
