"""connect_timeout=1, with two hosts that say nothing; and an asynchronous connection"""

import select
import socket
import time

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE

silent = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
ports = [each.getsockname()[1] for each in silent]

began = time.monotonic()
try:
    psycopg2.connect("dbname=lab user=reader connect_timeout=1", host="127.0.0.1,127.0.0.1", port=f"{ports[0]},{ports[1]}")
except psycopg2.Error as error:
    print(f"two hosts: {type(error).__name__} after {time.monotonic() - began:.0f} s")

conn = psycopg2.connect("dbname=lab user=reader connect_timeout=1", host="127.0.0.1", port=ports[0], async_=True)
began = time.monotonic()
state = conn.poll()
while state != POLL_OK and time.monotonic() - began < 4:
    select.select([conn] if state == POLL_READ else [], [conn] if state == POLL_WRITE else [], [], 0.5)
    state = conn.poll()
print("asynchronous:", "connected" if state == POLL_OK else "still waiting after 4 s")
