"""Ten steps, and a second for all of them"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=1s")
cur = conn.cursor()

begun = time.monotonic()
try:
    for step in range(1, 11):
        cur.execute("SELECT pg_sleep(0.3)")
        if time.monotonic() - begun > 1:
            break
        print("step", step)
except psycopg2.OperationalError:
    print("ended by PostgreSQL")
