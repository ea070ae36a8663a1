"""The pool lends what it has"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

DSN = "dbname=lab user=reader"
pool = SimpleConnectionPool(1, 1, DSN)


def borrow():
    while True:
        conn = pool.getconn()
        try:
            conn.cursor().execute("SELECT 1")
            conn.rollback()
            return conn
        except psycopg2.OperationalError:
            pool.putconn(conn, close=True)


conn = borrow()
pid = conn.info.backend_pid
pool.putconn(conn)
admin = psycopg2.connect(DSN)
admin.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

for entry in ["one", "two"]:
    conn = borrow()
    conn.cursor().execute("INSERT INTO journal VALUES (%s)", [entry])
    conn.commit()
    pool.putconn(conn)
