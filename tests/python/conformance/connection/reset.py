"""reset() brings back a session as it began."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("", options="-c statement_timeout=7000")
cur = conn.cursor()
cur.execute("SET statement_timeout = 9000; SET application_name = 'x'; CREATE TEMP TABLE t (id int)")
conn.commit()
conn.set_session("SERIALIZABLE", readonly=True, deferrable=True)
cur.execute("SELECT pg_advisory_lock(1)")
show("before", (state(conn), conn.isolation_level, conn.readonly, conn.deferrable))
attempt("reset", conn.reset)
show("after", (state(conn), conn.isolation_level, conn.readonly, conn.deferrable, conn.autocommit))
cur.execute("SELECT current_setting('statement_timeout'), current_setting('application_name'), to_regclass('t')")
show("settings", cur.fetchone())
conn.rollback()
conn.autocommit = True
show("autocommit", (conn.autocommit, state(conn)))
conn.reset()
show("after reset", (conn.autocommit, state(conn)))
try:
    cur.execute("SELECT 1/0")
except psycopg2.DataError:
    show("in error", state(conn))
conn.reset()
show("after reset", state(conn))
cur.execute("SET datestyle = 'German'")
conn.commit()
conn.reset()
cur.execute("SHOW datestyle")
show("datestyle", cur.fetchone())
show("notices", conn.notices)
