"""A pool as programs use it: many borrowings of few sessions."""

import contextlib

from observe import show
from psycopg2 import pool

connections = pool.SimpleConnectionPool(1, 2, "")


@contextlib.contextmanager
def borrowed():
    conn = connections.getconn()
    try:
        with conn:
            yield conn
    finally:
        connections.putconn(conn)


with borrowed() as conn:
    conn.cursor().execute("CREATE TABLE t (id int)")
pids = set()
for n in range(5):
    with borrowed() as conn, conn.cursor() as cur:
        cur.execute("INSERT INTO t VALUES (%s)", (n,))
        pids.add(conn.info.backend_pid)
show("sessions", len(pids))
try:
    with borrowed() as conn:
        conn.cursor().execute("DELETE FROM t")
        raise LookupError("no")
except LookupError as error:
    show("failed", error)
with borrowed() as first, borrowed() as second:
    show("two at once", first is not second)
    for conn in (first, second):
        cur = conn.cursor()
        cur.execute("SELECT count(*) FROM t")
        show("rows", cur.fetchone())
show("kept", len(connections._pool))
connections.closeall()
