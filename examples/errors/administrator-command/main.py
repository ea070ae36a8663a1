"""A session that somebody terminates"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT 1")

other = psycopg2.connect("dbname=lab user=reader").cursor()
other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])

try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print(conn.info.error_message.splitlines()[0])
