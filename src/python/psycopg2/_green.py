"""Green mode: a callback that waits, so that other tasks may run. Imports ``_execute`` lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from ._connection import connection
    from ._cursor import cursor as Cursor
    from ._result import Result

callback: Callable[[Any], Any] | None = None


def set_wait_callback(f: Callable[[Any], Any] | None) -> None:
    """Wait for the server by calling ``f(connection)``, which must call ``poll()`` until POLL_OK; None ends that."""
    global callback
    callback = f


def get_wait_callback() -> Callable[[Any], Any] | None:
    """The callback set, or None."""
    return callback


def wait(conn: connection) -> None:
    """Call the callback; what it raises closes the connection, for its state is not known any more."""
    assert callback is not None
    callback(conn)


def execute(conn: connection, sql: bytes, cursor: Cursor | None) -> Result | None:
    """Run ``sql`` by polling; the last result, as the plain way gives it."""
    from ._exceptions import ProgrammingError

    if conn._async_cursor is not None:
        raise ProgrammingError("a single async query can be executed on the same connection")
    conn._async_cursor = cursor if cursor is not None else conn
    try:
        conn._async_result = None
        if not conn._pq.send_query(sql):
            return None
        conn._start_polling()
        try:
            wait(conn)
        except BaseException:
            conn._panic()
            raise
        return conn._async_result
    finally:
        conn._async_cursor = None
        conn._stop_polling()
