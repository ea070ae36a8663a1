"""A statement that takes longer than its limit"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=300")
cur = conn.cursor()
try:
    cur.execute("SELECT pg_sleep(2)")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
cur.execute("SELECT 1")
print("after rollback():", cur.fetchone())
