"""Connections made by a wait callback: refused, and by callbacks that do not wait to the end."""

import psycopg2
from observe import attempt, failure, show, state
from psycopg2 import extensions, extras

made = []


class Kept(extensions.connection):
    """Stays to be looked at when it could not be made."""

    def __init__(self, *args, **kwargs):
        made.append(self)
        super().__init__(*args, **kwargs)


def connect(what, callback, dsn):
    print(f"-- {what}")
    extensions.set_wait_callback(callback)
    try:
        psycopg2.connect(dsn, connection_factory=Kept)
    except BaseException as error:
        failure("connect", error)
    else:
        print("made")
    extensions.set_wait_callback(None)
    conn = made.pop()
    show("state", (state(conn), conn.info.error_message))
    if conn.closed:
        attempt("poll", conn.poll)
        attempt("fileno", conn.fileno)
    attempt("close", conn.close)
    show("closed", state(conn))


def nothing(conn):
    pass


def once(conn):
    show("poll", conn.poll())


def twice(conn):
    conn.poll()
    show("poll again", conn.poll())


def fails(conn):
    raise RuntimeError("no waiting")


def swallows(conn):
    try:
        extras.wait_select(conn)
    except psycopg2.Error as error:
        failure("swallowed", error)


def closes(conn):
    conn.poll()
    conn.close()


def polls_on(conn):
    extras.wait_select(conn)
    attempt("poll on", conn.poll)
    attempt("cursor", conn.cursor)


def made_then_closes(conn):
    extras.wait_select(conn)
    conn.close()


HERE = "host=127.0.0.1"
for what, dsn in (
    ("a server", HERE),
    ("no server", f"{HERE} port=1"),
    ("no server twice", f"{HERE},127.0.0.1 port=1,2"),
    ("no database", f"{HERE} dbname=nosuch"),
    ("a wrong password", f"{HERE} password=wrong"),
    ("no directory", "host=/nowhere port=5432"),
    ("no such host", "host=no-such-host.invalid"),
    ("an option", f"{HERE} sslmode=x"),
    ("connect_timeout is not looked at", f"{HERE} connect_timeout=x"),
):
    connect(what, extras.wait_select, dsn)
for callback in (nothing, once, twice, fails, swallows, closes, polls_on, made_then_closes):
    connect(f"{callback.__name__}, a server", callback, HERE)
    connect(f"{callback.__name__}, no server", callback, f"{HERE} port=1")
    connect(f"{callback.__name__}, no database", callback, f"{HERE} dbname=nosuch")
