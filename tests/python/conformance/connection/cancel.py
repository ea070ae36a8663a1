"""cancel() when nothing runs, and in states in which it is refused."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
attempt("idle", conn.cancel)
show("state", state(conn))
cur = conn.cursor()
cur.execute("SELECT 1")
attempt("in a transaction", conn.cancel)
show("state", state(conn))
cur.execute("SELECT pg_sleep(0.05)")
attempt("no later effect", cur.fetchall)
conn.rollback()
conn.tpc_begin("x")
attempt("in a two-phase transaction", conn.cancel)
conn.tpc_prepare()
attempt("prepared", conn.cancel)
conn.tpc_rollback()
conn.close()
attempt("closed", conn.cancel)
