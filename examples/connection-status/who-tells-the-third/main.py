"""The transaction status of a connection, asked at every moment"""

import select

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ


def show(moment):
    print(f"{moment:<22} closed {conn.closed}, transaction status {conn.get_transaction_status()}")


def wait():
    while (state := conn.poll()) != POLL_OK:
        readers, writers = ([conn], []) if state == POLL_READ else ([], [conn])
        select.select(readers, writers, [])


conn = psycopg2.connect("dbname=lab user=reader", async_=True)
show("connecting")
wait()
show("connected")
cur = conn.cursor()
cur.execute("BEGIN; SELECT pg_sleep(0.2)")
show("executing")
wait()
show("executed")

other = psycopg2.connect("dbname=lab user=reader").cursor()
other.execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
other.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [conn.info.backend_pid])
print("sessions with this pid:", other.fetchone()[0])
show("nobody has looked")
