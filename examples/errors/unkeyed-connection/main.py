"""A connection that is given back twice"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

pool = SimpleConnectionPool(1, 2, "dbname=lab user=reader")
conn = pool.getconn()
pool.putconn(conn)
try:
    pool.putconn(conn)
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
