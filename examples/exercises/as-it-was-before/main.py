"""The limit has to survive the loss"""

import psycopg2

DSN = "dbname=lab user=reader"


def end_session(conn):
    """As an administrator would: from another session."""
    admin = psycopg2.connect(DSN)
    admin.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    admin.close()


conn = psycopg2.connect(DSN)
conn.cursor().execute("SET statement_timeout = '500ms'")
conn.commit()
end_session(conn)

try:
    conn.cursor().execute("SELECT 1")
except psycopg2.OperationalError:
    conn = psycopg2.connect(DSN)

try:
    conn.cursor().execute("SELECT pg_sleep(1)")  # the slow question
    print("answered after a second")
except psycopg2.errors.QueryCanceled:
    print("cancelled")
