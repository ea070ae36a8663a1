"""A row that is locked, and a program that will not wait"""

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0")  # and no commit

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
try:
    cur.execute("SELECT balance FROM account FOR UPDATE NOWAIT")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
