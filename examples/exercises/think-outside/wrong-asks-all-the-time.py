"""Think for two seconds under a limit of one"""

import time

import psycopg2

conn = psycopg2.connect(
    "dbname=lab user=reader",
    options="-c idle_in_transaction_session_timeout=1s",
)
cur = conn.cursor()

cur.execute("SELECT balance FROM account WHERE id = 1")
print("balance:", cur.fetchone()[0])
for _ in range(4):
    time.sleep(0.5)  # a slow service decides
    cur.execute("SELECT 1")
cur.execute("UPDATE account SET balance = balance - 10 WHERE id = 1")
conn.commit()
print("done")
