"""A session that does nothing for too long"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c idle_session_timeout=300")
conn.autocommit = True
cur = conn.cursor()
cur.execute("SELECT 1")
time.sleep(0.5)
try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print(conn.info.error_message.splitlines()[0])
