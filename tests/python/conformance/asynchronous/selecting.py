"""Asynchronous connections driven by select, as event loops drive them: several at once, one cancelled, one lost."""

import select

import psycopg2
from observe import attempt, show
from psycopg2 import extensions


def wait(conn):
    """As psycopg2's documentation shows it; the states that were met, one after the other."""
    met = []
    while True:
        state = conn.poll()
        if not met or met[-1] != state:
            met.append(state)
        if state == extensions.POLL_OK:
            return [one for one in met if one != extensions.POLL_WRITE]
        if state == extensions.POLL_READ:
            select.select([conn.fileno()], [], [])
        elif state == extensions.POLL_WRITE:
            select.select([], [conn.fileno()], [])
        else:
            raise psycopg2.OperationalError(f"poll() returned {state}")


conns = [psycopg2.connect("", async_=True) for _ in range(3)]
for conn in conns:
    wait(conn)
show("ready", [(conn.closed, conn.status, conn.isexecuting(), conn.autocommit, conn.async_) for conn in conns])
cursors = [conn.cursor() for conn in conns]
for number, cur in enumerate(cursors):
    cur.execute("SELECT pg_sleep(%s), %s AS n", (0.3 - number / 10, number))
show("executing", [conn.isexecuting() for conn in conns])
attempt("another meanwhile", cursors[0].execute, "SELECT 1")
attempt("another cursor", conns[0].cursor().execute, "SELECT 1")
attempt("rows too early", cursors[0].fetchone)
attempt("commit", conns[0].commit)
attempt("description too early", lambda: cursors[0].description)
finished, pending = [], dict(zip(conns, cursors))
while pending:
    for conn in select.select(list(pending), [], [])[0]:
        if conn.poll() == extensions.POLL_OK:
            finished.append(pending.pop(conn).fetchone()[1])
show("in order of their ends", finished)
first, second, third = conns
cur = cursors[0]
cur.execute("BEGIN")
wait(first)
cur.execute("SELECT pg_sleep(60)")
first.poll()
first.cancel()
attempt("cancelled", wait, first)
show("status", (first.closed, first.get_transaction_status(), first.isexecuting()))
cur.execute("ROLLBACK")
show("goes on", (wait(first)[-1], first.get_transaction_status()))
cur.execute("SELECT generate_series(1, 3)")
wait(first)
show("rows", (cur.fetchone(), cur.fetchmany(1), list(cur), cur.rowcount))
cursors[1].execute("SELECT pg_terminate_backend(%s)", (third.info.backend_pid,))
wait(second)
cursors[2].execute("SELECT 1")
attempt("lost", wait, third)
show("closed", third.closed)
attempt("on a lost one", cursors[2].execute, "SELECT 1")
for method, arguments in (
    ("set_session", {"autocommit": True}),
    ("set_client_encoding", {"encoding": "UTF8"}),
    ("reset", {}),
    ("rollback", {}),
    ("lobject", {}),
    ("tpc_recover", {}),
    ("cursor", {"name": "x"}),
):
    if method == "set_client_encoding":
        attempt(method, second.set_client_encoding, "UTF8")
    else:
        attempt(method, getattr(second, method), **arguments)
attempt("executemany", cursors[1].executemany, "SELECT 1", [()])
attempt("with", second.__enter__)
cursors[1].execute("SELECT 1")
second.close()
attempt("closed while it runs", cursors[1].fetchone)
attempt("polled", second.poll)
