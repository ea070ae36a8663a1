"""fetchone() after a statement that returns no rows"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SET statement_timeout = '5s'")
try:
    cur.fetchone()
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

print("description:", cur.description)
cur.execute("SHOW statement_timeout")
print("after SHOW:", cur.fetchone())
