"""A pool gets back a connection whose session has been ended"""

import psycopg2
from psycopg2.pool import PoolError, ThreadedConnectionPool

other = psycopg2.connect("dbname=lab user=reader")
other.autocommit = True
cur = other.cursor()


def use(pool, tidy):
    conn = pool.getconn()
    conn.cursor().execute("SELECT 1")  # opens a transaction
    cur.execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    if tidy:
        try:
            conn.rollback()
        except psycopg2.OperationalError:
            print("rollback(): OperationalError, closed", conn.closed)
    try:
        pool.putconn(conn)
        print("putconn(): no exception")
    except psycopg2.OperationalError as error:
        print("putconn():", str(error).splitlines()[0])


for tidy in False, True:
    pool = ThreadedConnectionPool(2, 2, "dbname=lab user=reader")
    print("rolled back first:" if tidy else "given back as it is:")
    use(pool, tidy)
    lent = []
    try:
        while True:
            lent.append(pool.getconn())
    except PoolError as error:
        print(f"the pool of two lends {len(lent)}, then: {error}")
