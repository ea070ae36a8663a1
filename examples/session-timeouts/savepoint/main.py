"""Two inserts, a savepoint between them, and a limit"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=400")
cur = conn.cursor()

cur.execute("INSERT INTO task VALUES ('worth keeping')")
cur.execute("SAVEPOINT before_the_slow_part")
try:
    cur.execute("INSERT INTO task SELECT 'too slow' FROM pg_sleep(2)")
except psycopg2.errors.QueryCanceled:
    print("cancelled, transaction status", conn.get_transaction_status())
    cur.execute("ROLLBACK TO SAVEPOINT before_the_slow_part")
    print("back at the savepoint, transaction status", conn.get_transaction_status())
conn.commit()

cur.execute("SELECT title FROM task")
print("saved:", cur.fetchall())
conn.close()
