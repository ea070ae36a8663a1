"""An insert, an error that is caught, and commit()"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()

cur.execute("INSERT INTO task VALUES ('first')")
try:
    cur.execute("INSERT INTO task VALUES (1 / 0)")
except psycopg2.errors.DivisionByZero:
    print("an error we think we have handled")

print("before commit(): transaction status", conn.get_transaction_status())
conn.commit()
print("after commit():  transaction status", conn.get_transaction_status())

cur.execute("SELECT count(*) FROM task")
print("tasks saved:", cur.fetchone()[0])
conn.close()
