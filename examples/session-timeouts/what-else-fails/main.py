"""An update, then a statement that is cancelled, then commit()"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=300")
cur = conn.cursor()

cur.execute("UPDATE account SET balance = 0 WHERE id = 1")
print("rows updated:", cur.rowcount)
try:
    cur.execute("SELECT pg_sleep(2)")
except psycopg2.errors.QueryCanceled as error:
    print(error.diag.message_primary)

conn.commit()
print("commit(): no exception")

cur.execute("SELECT balance FROM account WHERE id = 1")
print("balance:", cur.fetchone()[0])
conn.close()
