"""Five jobs, a pool of one, and a job that fails"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

pool = SimpleConnectionPool(1, 1, "dbname=lab user=reader")


def work(job):
    conn = pool.getconn()
    try:
        with conn, conn.cursor() as cur:
            cur.execute("INSERT INTO result VALUES (%s, 60 / %s)", [job, job - 2])
    finally:
        pool.putconn(conn, close=True)


for job in range(1, 6):
    try:
        work(job)
    except psycopg2.DataError:
        print("failed:", job)
