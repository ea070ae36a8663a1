"""An asynchronous connection: the program does the waiting, and may stop waiting"""

import select

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ


class TooSlow(Exception):
    """The server has not answered in time."""


def wait(conn, seconds=None):
    """Wait for the server, but never longer than so many seconds at a stretch."""
    while (state := conn.poll()) != POLL_OK:
        readers, writers = ([conn], []) if state == POLL_READ else ([], [conn])
        if select.select(readers, writers, [], seconds) == ([], [], []):
            raise TooSlow(f"nothing for {seconds} s")


conn = psycopg2.connect("dbname=lab user=reader", async_=True)
wait(conn)
print("connected, status", conn.status)

cur = conn.cursor()
cur.execute("SELECT pg_sleep(10)")  # returns at once
print("executing:", conn.isexecuting())
try:
    wait(conn, 0.5)
except TooSlow as error:
    print("TooSlow:", error)
    conn.cancel()
try:
    wait(conn)
except psycopg2.errors.QueryCanceled as error:
    print("QueryCanceled:", error.diag.message_primary)

cur.execute("SELECT 'the next answer, on the same connection'")
wait(conn)
print(cur.fetchone()[0])

for statement in "SELECT 1", "BEGIN", "SELECT 1", "ROLLBACK":
    cur.execute(statement)
    wait(conn)
    print(f"{statement}: transaction status {conn.get_transaction_status()}")

cur.execute("SELECT pg_terminate_backend(pg_backend_pid())")  # our own session
try:
    wait(conn)
except psycopg2.OperationalError as error:
    print(f"{type(error).__name__}, closed {conn.closed}: {error}")
