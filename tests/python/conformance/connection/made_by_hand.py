"""The classes of connections, called by a program: what they take by position and by name, ``async`` among it."""

import psycopg2
from observe import attempt
from psycopg2 import _psycopg, extensions

CALLS = (
    *(((), {}), ((), {"dsn": ""}), (("",), {}), ((5,), {}), (("a\0b",), {})),
    *((("", 0, 0), {}), (("", 0, 1), {}), (("", 1, 0), {}), (("", 2), {}), (("", -1), {}), (("", 2**40), {}), (("", 2**70), {})),
    *((("", None), {}), (("", "x"), {}), (("",), {"async_": "x"}), (("",), {"async": "x"})),
    *((("",), {"async": 1}), (("",), {"async_": 1}), (("",), {"async": 0, "async_": 1}), (("",), {"async": 1, "async_": 0})),
    *((("", 0), {"async": 1}), (("", 0), {"async_": 1}), (("", 0, 0), {"async_": 1}), (("", 0, 0, 0), {})),
    *((("",), {"nosuch": 1}), (("",), {"async": 1, "async_": 0, "nosuch": 1}), ((), {"dsn": "", "async": 1, "async_": 0, "nosuch": 1})),
)


def asynchronous(make, *args, **kwargs):
    conn = make(*args, **kwargs)
    try:
        return conn.async_, getattr(conn, "async"), conn.status
    finally:
        conn.close()


for make in (extensions.connection, psycopg2._connect):
    for args, kwargs in CALLS:
        attempt(f"{make.__name__} {args} {kwargs}", asynchronous, make, *args, **kwargs)
attempt("a factory", psycopg2._connect, "x", lambda *args: args, 0, 2)
attempt("a factory, by name", psycopg2._connect, "x", **{"connection_factory": lambda *args: args, "async": 1})
for args, kwargs in (
    *(((), {}), (("",), {}), (("", 0, 5), {}), (("", 0, None), {}), (("",), {"replication_type": 5})),
    *((("", 0, 5), {"async": 1}), (("",), {"async_": 1}), (("", 0, 0, 0), {}), (("",), {"async": 1, "nosuch": 5})),
):
    attempt(f"ReplicationConnection {args} {kwargs}", _psycopg.ReplicationConnection, *args, **kwargs)
