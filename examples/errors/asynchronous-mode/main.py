"""commit() on an asynchronous connection"""

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
try:
    conn.commit()
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
