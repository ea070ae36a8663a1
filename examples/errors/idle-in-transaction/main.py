"""A transaction that is left open while the program does something else"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c idle_in_transaction_session_timeout=300")
cur = conn.cursor()
cur.execute("SELECT 1")  # opens a transaction
time.sleep(0.5)
try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print(conn.info.error_message.splitlines()[0])
