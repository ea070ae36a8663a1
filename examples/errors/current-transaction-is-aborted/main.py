"""An error that is caught, and the next statement"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
try:
    cur.execute("SELECT 1 / 0")
except psycopg2.Error as error:
    print("the cause:", error)
try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
cur.execute("SELECT 1")
print("after rollback():", cur.fetchone())
