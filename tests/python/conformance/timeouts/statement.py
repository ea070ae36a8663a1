"""statement_timeout: what is cancelled, and what is left."""

import psycopg2
from observe import attempt, diagnostics, show, state

conn = psycopg2.connect("", options="-c statement_timeout=500")
cur = conn.cursor()
cur.execute("SHOW statement_timeout")
show("set", cur.fetchone())
try:
    cur.execute("SELECT pg_sleep(2)")
except psycopg2.errors.QueryCanceled as error:
    show("cancelled", (type(error).__name__, error.pgcode, str(error), error.cursor is cur))
    diagnostics(error)
show("state", (state(conn), cur.statusmessage, cur.rowcount))
attempt("next", cur.execute, "SELECT 1")
conn.rollback()
cur.execute("SELECT pg_sleep(0.3); SELECT pg_sleep(0.3)")
show("each statement by itself", state(conn))
attempt("executemany", cur.executemany, "SELECT pg_sleep(%s)", [(0.1,), (0.1,), (2,)])
conn.rollback()
named = conn.cursor("c")
named.itersize = 1
named.execute("SELECT pg_sleep(0.3 * g) FROM generate_series(1, 2) g")
attempt("the first FETCH", next, named)
attempt("the second FETCH", next, named)
conn.rollback()
attempt("DO", cur.execute, "DO $$ BEGIN PERFORM pg_sleep(0.3); PERFORM pg_sleep(0.3); END $$")
conn.rollback()
attempt("caught", cur.execute, "DO $$ BEGIN PERFORM pg_sleep(2); EXCEPTION WHEN query_canceled THEN RAISE NOTICE 'caught'; END $$")
show("notices", conn.notices)
conn.rollback()
cur.execute("SAVEPOINT a")
attempt("in a savepoint", cur.execute, "SELECT pg_sleep(2)")
cur.execute("ROLLBACK TO SAVEPOINT a")
show("state", state(conn))
cur.execute("SET LOCAL statement_timeout = 0; SELECT pg_sleep(0.6)")
show("SET LOCAL", state(conn))
conn.commit()
cur.execute("SHOW statement_timeout")
show("after", cur.fetchone())
conn.rollback()
conn.autocommit = True
attempt("autocommit", cur.execute, "SELECT pg_sleep(2)")
show("state", state(conn))
