"""A pool that tests what it lends, and loses no place"""

import psycopg2
from psycopg2.pool import ThreadedConnectionPool


class CheckedPool(ThreadedConnectionPool):
    """Lends only connections that have just answered, and takes back any."""

    def getconn(self, key=None):
        while True:
            conn = super().getconn(key)
            try:
                conn.cursor().execute("SELECT 1")
                conn.rollback()
                return conn
            except psycopg2.OperationalError:
                super().putconn(conn, key, close=True)

    def putconn(self, conn, key=None, close=False):
        try:
            if not conn.closed:
                conn.rollback()
        except psycopg2.Error:
            close = True
        super().putconn(conn, key, close)


other = psycopg2.connect("dbname=lab user=reader")
other.autocommit = True


def end(conn):
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])


pool = CheckedPool(2, 2, "dbname=lab user=reader")
conn = pool.getconn()
pool.putconn(conn)
end(conn)  # in the pool
conn = pool.getconn()
conn.cursor().execute("SELECT 1")
print("ended in the pool: what is lent works")

end(conn)  # in a transaction
pool.putconn(conn)
one, two = pool.getconn(), pool.getconn()
one.cursor().execute("SELECT 1")
two.cursor().execute("SELECT 1")
print("ended in a transaction: there are still two places")
