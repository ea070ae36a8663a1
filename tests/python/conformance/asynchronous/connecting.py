"""An asynchronous connection while it is made: what poll asks for, and what is refused meanwhile."""

import select

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions

conn = psycopg2.connect("", async_=1)
show("returned", (state(conn)[:5], conn.async_, conn.isexecuting(), conn.autocommit))
attempt("cursor", conn.cursor)
attempt("cancel", conn.cancel)
for name in ("commit", "rollback", "reset", "tpc_prepare", "tpc_recover", "lobject"):
    attempt(name, getattr(conn, name))
attempt("set_session", conn.set_session, readonly=True)
attempt("set_client_encoding", conn.set_client_encoding, "UTF8")
attempt("set_isolation_level", conn.set_isolation_level, 1)
show("encoding", conn.encoding)
polled = []
while True:
    polled.append(conn.poll())
    if polled[-1] == extensions.POLL_OK:
        break
    if polled[-1] == extensions.POLL_READ:
        select.select([conn], [], [], 5)
    else:
        select.select([], [conn], [], 5)
show("first and last", (polled[0], polled[-1], set(polled) <= {0, 1, 2}))
show("ready", (state(conn), conn.encoding, conn.isexecuting(), conn.autocommit, conn.notices))
show("poll again", conn.poll())
attempt("autocommit", setattr, conn, "autocommit", False)
attempt("isolation_level", setattr, conn, "isolation_level", 1)
attempt("commit", conn.commit)
attempt("named cursor", conn.cursor, "name")
attempt("with", conn.__enter__)
attempt("exit", conn.__exit__, None, None, None)
conn.close()
attempt("poll when closed", conn.poll)
show("isexecuting", conn.isexecuting())
for dsn in ("dbname=nosuch", "password=wrong", "host=127.0.0.1 port=1"):
    try:
        conn = psycopg2.connect(dsn, async_=True)
        while conn.poll() != extensions.POLL_OK:
            select.select([conn], [conn], [], 0.1)
    except psycopg2.OperationalError as error:
        text = str(error)
        show(dsn, (type(error).__name__, text.split(" failed: ")[-1], state(conn)))
attempt("wrong options", psycopg2.connect, "nosuch=1", async_=1)
