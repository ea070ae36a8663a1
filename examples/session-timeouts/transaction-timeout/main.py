"""Three short statements under a transaction_timeout"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c transaction_timeout=500")
cur = conn.cursor()

began = time.monotonic()
try:
    for number in 1, 2, 3:
        cur.execute("SELECT pg_sleep(0.2)")  # the first one opens the transaction
        print("statement", number, "finished")
except psycopg2.OperationalError as error:
    print(f"{type(error).__name__} in statement {number}, {time.monotonic() - began:.1f} s after BEGIN")
    print("text:", str(error).splitlines()[0])

print("closed:", conn.closed)
