"""Think for two seconds under a limit of one"""

import time

import psycopg2

conn = psycopg2.connect(
    "dbname=lab user=reader",
    options="-c idle_in_transaction_session_timeout=5s",
)
cur = conn.cursor()

cur.execute("SELECT balance FROM account WHERE id = 1")
print("balance:", cur.fetchone()[0])
time.sleep(2)  # a slow service decides
cur.execute("UPDATE account SET balance = balance - 10 WHERE id = 1")
conn.commit()
print("done")
