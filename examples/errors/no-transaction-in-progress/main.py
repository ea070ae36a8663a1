"""COMMIT where nothing has begun"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()
cur.execute("COMMIT")
print("notices:", conn.notices)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
