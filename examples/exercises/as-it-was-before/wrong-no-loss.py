"""The limit has to survive the loss"""

import psycopg2

DSN = "dbname=lab user=reader"


def end_session(conn):
    """As an administrator would: from another session."""
    admin = psycopg2.connect(DSN)
    admin.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    admin.close()


def connect():
    return psycopg2.connect(DSN, options="-c statement_timeout=500ms")


conn = connect()

try:
    conn.cursor().execute("SELECT 1")
except psycopg2.OperationalError:
    conn = connect()

try:
    conn.cursor().execute("SELECT pg_sleep(1)")  # the slow question
    print("answered after a second")
except psycopg2.errors.QueryCanceled:
    print("cancelled")
