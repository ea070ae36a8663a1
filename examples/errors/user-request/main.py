"""A statement that another session cancels"""

import threading

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
timer = threading.Timer(0.3, conn.cancel)
timer.start()
try:
    cur.execute("SELECT pg_sleep(2)")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
timer.join()
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
cur.execute("SELECT 1")
print("after rollback():", cur.fetchone())
