"""A session is ended while its connection lies in the pool"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

pool = SimpleConnectionPool(1, 1, "dbname=lab user=reader")
conn = pool.getconn()
pid = conn.info.backend_pid
pool.putconn(conn)

other = psycopg2.connect("dbname=lab user=reader")
other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

conn = pool.getconn()
print("getconn(): no error, the same session:", conn.info.backend_pid == pid)
cur = conn.cursor()
print("cursor(): no error, closed", conn.closed)
try:
    cur.execute("SELECT 1")
    print("execute(): no error")
except psycopg2.OperationalError:
    print("execute(): OperationalError, closed", conn.closed)
pool.putconn(conn)

conn = pool.getconn()
conn.cursor().execute("SELECT 1")
print("the next getconn(): the same session:", conn.info.backend_pid == pid)
