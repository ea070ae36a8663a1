"""Ten steps, and a second for all of them"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c idle_in_transaction_session_timeout=1s")
cur = conn.cursor()

try:
    for step in range(1, 11):
        cur.execute("SELECT pg_sleep(0.3)")
        print("step", step)
except psycopg2.OperationalError:
    print("ended by PostgreSQL")
