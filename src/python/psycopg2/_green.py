"""Green mode: a callback that waits, so that other tasks may run. Imports ``_pq``, ``_signals``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable
from weakref import ref

from ._arguments import c_function, c_function_of_one
from ._pq import CONNECTION_BAD
from ._signals import Program

if TYPE_CHECKING:
    from ._connstate import ConnectionState as connection
    from ._cursstate import CursorState as Cursor
    from ._result import Result

# What a connection does between polls: nothing, wait for an answer, send.
DONE, READING, WRITING = 0, 1, 2

callback: Callable[[Any], Any] | None = None


@c_function_of_one
def set_wait_callback(f: Callable[[Any], Any] | None, /) -> None:
    """Wait for the server by calling ``f(connection)``, which must call ``poll()`` until POLL_OK; None ends that."""
    global callback
    callback = f


@c_function
def get_wait_callback() -> Callable[[Any], Any] | None:
    """The callback set, or None."""
    return callback


def wait(conn: connection) -> None:
    """Call the callback; what it raises closes the connection, for its state is not known any more."""
    assert callback is not None
    with Program():
        callback(conn)


def panic(conn: connection) -> None:
    """A wait was broken off: nothing is known of the connection, so it is closed."""
    if conn._pq.status != CONNECTION_BAD:
        conn._pq.drop()
        conn._pq.status = CONNECTION_BAD
    conn._closed = 2


def execute(conn: connection, sql: bytes, cursor: Cursor | None) -> Result | None:
    """Run ``sql`` by polling; the last result, as the plain way gives it."""
    from ._exceptions import ProgrammingError

    if conn._async_cursor is not None:
        raise ProgrammingError("a single async query can be executed on the same connection")
    conn._async_cursor = ref(cursor if cursor is not None else conn)
    try:
        conn._async_result = None
        if not conn._pq.send_query(sql):
            return None
        conn._async_status = WRITING
        try:
            wait(conn)
        except BaseException:
            panic(conn)
            raise
        return conn._async_result
    finally:
        conn._async_cursor = None
        conn._async_status = DONE
