"""autocommit is switched on after a first query"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT 1")  # opens a transaction
try:
    conn.autocommit = True
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
conn.autocommit = True
print("after rollback(): autocommit", conn.autocommit)
