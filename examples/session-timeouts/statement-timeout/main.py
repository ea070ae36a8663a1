"""A statement_timeout, and the connection after it"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=500")
cur = conn.cursor()


def show(moment):
    print(f"{moment}: closed {conn.closed}, transaction status {conn.get_transaction_status()}")


show("connected")
try:
    cur.execute("SELECT pg_sleep(2)")
except psycopg2.errors.QueryCanceled as error:
    print("QueryCanceled:", error.diag.message_primary)

show("cancelled")
conn.rollback()
show("rolled back")

cur.execute("SELECT 'an answer on the same connection'")
print(cur.fetchone()[0])
conn.close()
