"""A pool that has lent all it has"""

import threading
from concurrent.futures import ThreadPoolExecutor

from psycopg2.pool import PoolError, ThreadedConnectionPool

pool = ThreadedConnectionPool(2, 2, "dbname=lab user=reader")
one, two = pool.getconn(), pool.getconn()
try:
    pool.getconn()
except PoolError as error:
    print("PoolError:", error)
pool.putconn(one)
pool.putconn(two)

free = threading.Semaphore(2)  # as many as the pool has


def square(number):
    with free:  # waits until there is one
        conn = pool.getconn()
        try:
            with conn, conn.cursor() as cur:
                cur.execute("SELECT %s * %s", [number, number])
                return cur.fetchone()[0]
        finally:
            pool.putconn(conn)


with ThreadPoolExecutor(max_workers=10) as executor:
    print("ten threads, two connections:", list(executor.map(square, range(1, 11))))
pool.closeall()

elastic = ThreadedConnectionPool(1, 2, "dbname=lab user=reader")
one, two = elastic.getconn(), elastic.getconn()
elastic.putconn(one)
elastic.putconn(two)
print("a pool of 1 to 2 gets two back, and keeps:", [conn.closed == 0 for conn in (one, two)])
elastic.closeall()
