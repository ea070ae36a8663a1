"""Two failures, and one new connection"""

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=300ms")


conn = connect()
for question in ["SELECT pg_sleep(2)", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1"]:
    try:
        conn.cursor().execute(question)
        print("answered")
    except psycopg2.OperationalError:
        if conn.closed:
            conn = connect()
