"""A program inserts a row, is idle for too long, and commits"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c idle_in_transaction_session_timeout=400")
cur = conn.cursor()
cur.execute("INSERT INTO task VALUES ('write the report')")  # opens a transaction

time.sleep(0.6)  # a slow network call, a question to the user, a breakpoint, ...

try:
    conn.commit()
except psycopg2.OperationalError as error:
    print(type(error).__name__, "from commit(), pgcode", error.pgcode)
    print(error)

print("closed:", conn.closed)
print("conn.info.error_message:", conn.info.error_message.splitlines()[0])

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT count(*) FROM task")
print("tasks in the table:", cur.fetchone()[0])
conn.close()
