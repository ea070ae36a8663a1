"""One more connection than the pool has"""

import psycopg2
from psycopg2.pool import SimpleConnectionPool

pool = SimpleConnectionPool(1, 1, "dbname=lab user=reader")
conn = pool.getconn()
try:
    pool.getconn()
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

pool.putconn(conn)
print("given back, and lent again:", pool.getconn() is conn)
