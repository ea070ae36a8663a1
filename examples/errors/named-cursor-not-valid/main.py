"""A named cursor is read on after a commit"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor("rows")
cur.execute("SELECT generate_series(1, 3)")
print(cur.fetchone())
conn.commit()
try:
    cur.fetchone()
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

cur = conn.cursor("held", withhold=True)
cur.execute("SELECT generate_series(1, 3)")
conn.commit()
print("with withhold=True:", cur.fetchall())
