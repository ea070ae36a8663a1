"""A connection that its server ends, seen by poll()."""

import psycopg2
from observe import attempt, show, state
from psycopg2.extras import wait_select

conn = psycopg2.connect("", async_=1)
wait_select(conn)
cur = conn.cursor()
killer = psycopg2.connect("")
killer.autocommit = True
cur.execute("SELECT pg_sleep(5)")
killer.cursor().execute("SELECT pg_terminate_backend(%s, 1000)", (conn.info.backend_pid,))
attempt("running", wait_select, conn)
show("state", state(conn))
attempt("poll", conn.poll)
attempt("cursor", conn.cursor)
attempt("execute", cur.execute, "SELECT 1")
attempt("close", conn.close)
show("state", state(conn))
conn = psycopg2.connect("")
killer.cursor().execute("SELECT pg_terminate_backend(%s, 1000)", (conn.info.backend_pid,))
show("idle, not noticed", state(conn))
attempt("poll", conn.poll)
show("noticed in the notices", (state(conn), conn.notices))
attempt("poll", conn.poll)
show("state", state(conn))
attempt("poll", conn.poll)
