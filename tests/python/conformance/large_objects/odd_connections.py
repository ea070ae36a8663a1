"""Large objects of connections that are closed, not made, asynchronous or green; and what is looked at first."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions
from psycopg2.extras import wait_select


def of(conn, *arguments):
    attempt("by its method", lambda: conn.lobject(*arguments).mode)
    attempt("by its class", lambda: extensions.lobject(conn, *arguments).mode)
    show("closed", (conn.closed, conn.status))


print("-- closed")
conn = psycopg2.connect("")
conn.close()
of(conn)
attempt("wrong arguments come first", conn.lobject, "x")
attempt("of whatever kind", conn.lobject, 1, 5)
print("-- closed in a transaction")
conn = psycopg2.connect("")
conn.cursor().execute("SELECT 1")
conn.close()
of(conn)
print("-- closed, not opened")
conn = psycopg2.connect("")
conn.cursor().execute("SELECT 1")
conn.close()
of(conn, 1, "n")
print("-- none")
of(extensions.connection.__new__(extensions.connection))
print("-- being made")
conn = psycopg2.connect("", async_=1)
of(conn)
print("-- asynchronous")
wait_select(conn)
of(conn)
print("-- green")
conn = psycopg2.connect("")
extensions.set_wait_callback(wait_select)
of(conn)
lo = extensions.lobject(conn, 0, "rwb")
show("written", lo.write(b"x" * 100_000))
show("positions", (lo.tell(), lo.seek(-1, 2), lo.read()))
attempt("unlink", lo.unlink)
show("state", state(conn))
extensions.set_wait_callback(None)
print("-- factories")
conn = psycopg2.connect("")
given = []


def factory(*arguments):
    given.append(arguments[1:])
    return extensions.lobject(arguments[0])


for arguments in ((), (0, None), (0, "r", 5, None), (7, "n", 0, "/nosuch")):
    conn.lobject(*arguments, lobject_factory=factory)
show("given", given)
print("-- large ones")
lo = conn.lobject(0, "rwb")
show("written", lo.write(bytes(3_000_000)))
lo.seek(0)
show("read", [len(lo.read(size)) for size in (1_500_000, 1_000_000, 1_000_000, 1_000_000)])
lo.seek(1)
show("all", len(lo.read()))
attempt("more than can be", lo.read, 2**31)
attempt("moved far", lo.seek, 2**31)
attempt("read there", lo.read, 5)
attempt("cut there", lo.truncate, 2**31)
show("length", lo.seek(0, 2))
