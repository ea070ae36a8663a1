"""A cursor that is used after it has been closed, and one whose connection has"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
with conn.cursor() as cur:
    cur.execute("SELECT 1")
try:
    cur.execute("SELECT 2")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

cur = conn.cursor()
print("a new cursor of the same connection: closed", cur.closed)
conn.close()
print("the same after conn.close(): closed", cur.closed)
