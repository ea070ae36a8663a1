"""What a pool does with connections that come back used: in a transaction, failed, closed, lost."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import pool

watcher = psycopg2.connect("")
watcher.autocommit = True
connections = pool.ThreadedConnectionPool(1, 3, "", application_name="pooled")


def counts():
    return len(connections._pool), len(connections._used), len(connections._rused), connections.closed


def use(what, *queries, close=False):
    conn = connections.getconn()
    for query in queries:
        try:
            conn.cursor().execute(query)
        except psycopg2.Error as error:
            show(f"{what} failed", type(error).__name__)
    before = state(conn)
    attempt(what, connections.putconn, conn, close=close)
    show("  before and after", (before, state(conn), counts()))
    return conn


first = use("idle")
show("the same again", use("in a transaction", "SELECT 1") is first)
use("failed", "SELECT nosuch")
use("committed", "SELECT 1", "COMMIT")
use("closed by the pool", close=True)
use("lost", "SELECT pg_terminate_backend(pg_backend_pid())")
conn = connections.getconn()
conn.close()
attempt("closed by the program", connections.putconn, conn)
show("counts", counts())
conn = connections.getconn()
watcher.cursor().execute("SELECT pg_terminate_backend(%s)", (conn.info.backend_pid,))
attempt("lost and not noticed", connections.putconn, conn)
show("counts", counts())
again = connections.getconn()
show("the lost one is given out", again is conn)
attempt("use", again.cursor().execute, "SELECT 1")
connections.putconn(again)
three = [connections.getconn() for _ in range(3)]
attempt("a fourth", connections.getconn)
attempt("foreign", connections.putconn, watcher)
attempt("None", connections.putconn, None)
connections.putconn(three[0])
attempt("twice", connections.putconn, three[0])
keyed = connections.getconn("key")
show("by key", connections.getconn("key") is keyed)
attempt("back by another key", connections.putconn, keyed, "nosuch")
attempt("back", connections.putconn, keyed, "key")
attempt("closeall", connections.closeall)
show("closed", ([conn.closed for conn in three], counts()))
for method, arguments in (("getconn", ()), ("putconn", (three[1],)), ("closeall", ())):
    attempt(method, getattr(connections, method), *arguments)
