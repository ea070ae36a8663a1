"""Give it back as it was"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

pool = SimpleConnectionPool(1, 1, "dbname=lab user=reader", options="-c statement_timeout=1s")

conn = pool.getconn()
with conn, conn.cursor() as cur:
    cur.execute("SET statement_timeout = '10s'")
    cur.execute("SELECT pg_sleep(1.2)")  # the report
pool.putconn(conn)

conn = pool.getconn()
try:
    with conn, conn.cursor() as cur:
        cur.execute("SELECT pg_sleep(1.5)")  # somebody else's question
except psycopg2.errors.QueryCanceled:
    print("cancelled after a second")
pool.putconn(conn)
