"""connect_timeout, and a statement that takes longer"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", connect_timeout=2)
cur = conn.cursor()
began = time.monotonic()
try:
    cur.execute("SELECT pg_sleep(3)")
    print(f"finished after {time.monotonic() - began:.0f} s")
except psycopg2.Error as error:
    print(type(error).__name__)
print("closed", conn.closed)
