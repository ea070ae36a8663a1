"""Busy, or slow?"""

import psycopg2

DSN = "dbname=lab user=reader"
holder = psycopg2.connect(DSN)
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")

conn = psycopg2.connect(DSN, options="-c statement_timeout=1s")
cur = conn.cursor()
try:
    cur.execute("UPDATE account SET balance = 50 WHERE id = 1")
except psycopg2.errors.LockNotAvailable:
    print("busy, try again later")
except psycopg2.errors.QueryCanceled:
    print("slow")
