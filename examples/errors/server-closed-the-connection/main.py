"""A connection that the server has ended, and the way back"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()
cur.execute("SELECT 1")

other = psycopg2.connect("dbname=lab user=reader").cursor()
other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])

print("before its next use: closed", conn.closed)
try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print("The server had said:", conn.info.error_message.splitlines()[0])

conn.close()
conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT 1")
print("a new connection:", cur.fetchone())
