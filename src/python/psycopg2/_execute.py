"""Commands on a connection and the errors they raise: what psycopg2 does around libpq.

Imports ``_exceptions``, ``_green``, ``_result``, ``errors``; used by connections and cursors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _green
from ._constants import STATUS_BEGIN, STATUS_READY
from ._exceptions import DatabaseError, Error, OperationalError
from ._pq import CONNECTION_BAD
from ._result import COMMAND_OK, FATAL_ERROR, Result

if TYPE_CHECKING:
    from ._connstate import ConnectionState as connection
    from ._cursstate import CursorState as Cursor

ISOLATION = {1: b"READ COMMITTED", 2: b"REPEATABLE READ", 3: b"SERIALIZABLE", 4: b"READ UNCOMMITTED"}
_SEVERITIES = ("ERROR:  ", "FATAL:  ", "PANIC:  ")


def run(conn: connection, sql: bytes, cursor: Cursor | None = None) -> Result | None:
    """Send ``sql`` and return its last result; None, with the reason in ``conn._pq``, if it could not be sent."""
    if _green.callback is not None:
        return _green.execute(conn, sql, cursor)
    return conn._pq.execute(sql)


def command(conn: connection, sql: bytes) -> None:
    """Run ``sql``, which returns no rows; raises what it raises, with no cursor."""
    with conn._lock:
        result = run(conn, sql)
        if result is None:
            raise unsent(conn)
        if result.status != COMMAND_OK:
            raise failure(conn, None, result)


def begin(conn: connection) -> None:
    """Open a transaction if none is and the mode asks for one."""
    with conn._lock:
        if conn._status != STATUS_READY or (conn._autocommit and not conn._entered):
            return
        command(conn, b"BEGIN" if conn._autocommit else begin_text(conn))
        conn._status = STATUS_BEGIN


def begin_text(conn: connection) -> bytes:
    """BEGIN with the characteristics the session was given."""
    text = b"BEGIN"
    if conn._isolation_level is not None:
        text += b" ISOLATION LEVEL " + ISOLATION[conn._isolation_level]
    if conn._readonly is not None:
        text += b" READ ONLY" if conn._readonly else b" READ WRITE"
    if conn._deferrable is not None:
        text += b" DEFERRABLE" if conn._deferrable else b" NOT DEFERRABLE"
    return text


def unsent(conn: connection) -> OperationalError:
    """The error of a statement that could not be sent."""
    if conn._pq.status == CONNECTION_BAD:
        conn._closed = 2
    return OperationalError(conn._pq.error_message)


def failure(conn: connection, cursor: Cursor | None, result: Result | None) -> Error:
    """The exception for an error result, or for the connection's own error if there is none.

    A connection found broken becomes ``closed`` 2 and the error a bare OperationalError, unless the server gave a
    SQLSTATE. The text loses its ``ERROR:  ``; ``pgerror`` keeps it.
    """
    cls: type[Error] = DatabaseError
    if conn._pq.status == CONNECTION_BAD and not conn._pq.finished:
        conn._closed = 2
        cls = OperationalError
    code = None
    message = None
    if result is not None and result.status == FATAL_ERROR:
        message = result.message
        code = result.fields.get("C")
    if message is None:
        message = conn._pq.error_message
    if code is not None:
        from .errors import _by_sqlstate

        cls = _by_sqlstate(code)
    text = message or "no error message"
    for severity in _SEVERITIES:
        if text.startswith(severity):
            text = text[len(severity) :]
            break
    if cursor is None and not text.isascii():  # psycopg2 asks the cursor for the connection and that for its encoding
        text = text.encode(conn._codec, "replace").decode("ascii", "replace")
    error = cls(text)
    error._pgerror = message
    error._pgcode = code
    error._cursor = cursor
    error._result = result
    return error
