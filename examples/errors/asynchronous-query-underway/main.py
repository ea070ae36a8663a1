"""Two statements at once on an asynchronous connection"""

import select

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ


def wait(conn):
    while (state := conn.poll()) != POLL_OK:
        if state == POLL_READ:
            select.select([conn], [], [])
        else:
            select.select([], [conn], [])


conn = psycopg2.connect("dbname=lab user=reader", async_=True)
wait(conn)
cur = conn.cursor()
cur.execute("SELECT pg_sleep(0.2)")
try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

wait(conn)
cur.execute("SELECT 1")
wait(conn)
print("once the first has ended:", cur.fetchone())
