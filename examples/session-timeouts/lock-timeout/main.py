"""A sleep and an update under a lock_timeout"""

import time

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = balance - 10 WHERE id = 1")  # and no commit

conn = psycopg2.connect("dbname=lab user=reader", options="-c lock_timeout=300")
cur = conn.cursor()
cur.execute("SELECT pg_sleep(0.5)")
print("pg_sleep(0.5): finished")

began = time.monotonic()
try:
    cur.execute("UPDATE account SET balance = 0 WHERE id = 1")
except psycopg2.errors.LockNotAvailable as error:
    print(f"LockNotAvailable after {time.monotonic() - began:.1f} s, pgcode {error.pgcode}")
    print(error)

conn.rollback()
holder.commit()  # the lock is free now
cur.execute("UPDATE account SET balance = 0 WHERE id = 1")
print("second try:", cur.statusmessage, "- closed", conn.closed)
