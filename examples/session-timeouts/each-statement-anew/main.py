"""What the clock of statement_timeout counts, and what it does not"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=500")
cur = conn.cursor()

began = time.monotonic()
for number in 1, 2, 3:
    cur.execute("SELECT pg_sleep(0.3)")
    print("statement", number, "finished")
print(f"three statements in one transaction: {time.monotonic() - began:.1f} s")

time.sleep(0.6)  # the time between statements
cur.execute("SELECT 'still here'")
print("after thinking for 0.6 s:", cur.fetchone()[0])

began = time.monotonic()
cur.execute("SELECT pg_sleep(0.3); SELECT pg_sleep(0.3)")
print(f"two statements in one string: {time.monotonic() - began:.1f} s")

began = time.monotonic()
try:
    cur.execute("DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM pg_sleep(0.3); END LOOP; END $$")
except psycopg2.errors.QueryCanceled:
    print(f"one DO block with the same three sleeps: cancelled after {time.monotonic() - began:.1f} s")
conn.close()
