"""Asynchronous connections that are refused: what there is to wait for, what poll() asks for, and what is left afterwards."""

import os
import select

import psycopg2
from observe import attempt, failure, show, state
from psycopg2 import extensions

PORT = os.environ["PGPORT"]
HERE = "127.0.0.1"


def about(conn):
    return state(conn), conn.fileno() >= 0, conn.info.socket == conn.fileno(), conn.info.error_message


def wait(conn, polled):
    """Whether what was asked for came."""
    if polled == extensions.POLL_READ:
        return select.select([conn], [], [], 5)[0] == [conn]
    return select.select([], [conn], [], 5)[1] == [conn]


def follow(what, dsn):
    print(f"-- {what}")
    try:
        conn = psycopg2.connect(dsn, async_=1)
    except psycopg2.Error as error:
        failure("connect", error)
        return
    show("returned", about(conn))
    last = None
    while True:
        try:
            polled = conn.poll()
        except psycopg2.Error as error:
            failure("poll", error)
            break
        if polled == extensions.POLL_OK:
            show("made", (about(conn), conn.info.port == int(PORT)))
            conn.close()
            return
        now = polled, about(conn), wait(conn, polled)
        if now != last:  # in how many pieces an answer comes is another matter
            show("polled", now)
        last = now
    show("after it", (about(conn), conn.isexecuting(), conn.notices))
    attempt("poll", conn.poll)
    attempt("cursor", conn.cursor)
    show("info", (conn.info.host, conn.info.dbname, conn.info.backend_pid, conn.info.server_version, conn.info.protocol_version))
    attempt("close", conn.close)
    attempt("fileno", conn.fileno)
    show("closed", (state(conn), conn.info.socket, conn.info.error_message))


follow("no server", f"host={HERE} port=1")
follow("no server, by hostaddr", f"hostaddr={HERE} host=name port=1")
follow("no server at two ports", f"host={HERE},{HERE} port=1,2")
follow("a server at the second port", f"host={HERE},{HERE} port=1,{PORT}")
follow("no database", f"host={HERE} dbname=nosuch")
follow("a wrong password", f"host={HERE} password=wrong")
follow("no password", f"host={HERE} password=''")
follow("a wrong password twice", f"host={HERE},{HERE} password=wrong")
follow("an unknown setting", f"host={HERE} options='-c nosuch=1'")
follow("no SSL", f"host={HERE} sslmode=require")
follow("a session that can write", f"host={HERE} target_session_attrs=read-only")
follow("two such", f"host={HERE},{HERE} target_session_attrs=read-only")
follow("no directory", "host=/nowhere port=5432")
follow("no directory, then a server", f"host=/nowhere,{HERE}")
follow("no server, then no directory", f"host={HERE},/nowhere port=1,5432")
follow("no such host", "host=no-such-host.invalid")
follow("no such host, then no server", f"host=no-such-host.invalid,{HERE} port=1")
follow("no server, then no such host", f"host={HERE},no-such-host.invalid port=1")
follow("no server, then no number", f"host={HERE},{HERE} port=1,x")
follow("connect_timeout is not looked at", f"host={HERE} port=1 connect_timeout=x")
follow("connect_timeout of a server", f"host={HERE} connect_timeout=x")
follow("keepalives", f"host={HERE} keepalives=x")
follow("keepalives of the second", f"host={HERE},{HERE} keepalives=x port=1,2")
