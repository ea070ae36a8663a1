"""close() while an asynchronous connection is being made, and what cannot be done meanwhile."""

import select

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions


def is_open(descriptor):
    try:
        return select.select([], [descriptor], [], 0)[1] == [descriptor]
    except (OSError, ValueError):
        return False


def begun(dsn, polls):
    conn = psycopg2.connect(dsn, async_=1)
    for _ in range(polls):
        if conn.poll() == extensions.POLL_READ:
            select.select([conn], [], [], 5)
        else:
            select.select([], [conn], [], 5)
    return conn


for polls in range(5):
    conn = begun("host=127.0.0.1", polls)
    descriptor = conn.fileno()
    show(f"after {polls} polls", (state(conn), conn.isexecuting(), is_open(descriptor)))
    attempt("close", conn.close)
    show("closed", (state(conn), conn.isexecuting(), is_open(descriptor), conn.info.socket, conn.info.error_message))
    for name in ("poll", "fileno", "cursor", "cancel", "close"):
        attempt(name, getattr(conn, name))
for polls in range(3):
    conn = begun("host=127.0.0.1", polls)
    show(f"after {polls} polls", (conn.server_version, conn.protocol_version, conn.encoding, conn.notices, conn.notifies))
    info = conn.info
    show("info", (info.server_version, info.protocol_version, info.backend_pid, info.needs_password, info.used_password))
    for name in ("cursor", "cancel", "commit", "rollback", "reset", "lobject", "tpc_recover", "get_transaction_status", "get_backend_pid"):
        attempt(name, getattr(conn, name))
    attempt("parameter", conn.get_parameter_status, "server_version")
conn = begun("host=127.0.0.1 port=1", 1)
show("refused, not polled", (state(conn), is_open(conn.fileno())))
show("readable as well", select.select([conn], [conn], [], 5) == ([conn], [conn], []))
conn.close()
show("closed", state(conn))
conn = psycopg2.connect("host=127.0.0.1", async_=1)
polled = []
while not polled or polled[-1] != extensions.POLL_OK:
    polled.append(conn.poll())
show("polled without waiting", (state(conn), len(polled) > 5))
