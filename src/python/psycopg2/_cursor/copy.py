"""COPY: the statement that copies a table, and the moving of data between a file of the program's and the server."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Callable

from .._extension.arguments import type_name
from .._errors.exceptions import DatabaseError
from .._connection.literals import quote_string
from .._libpq.pgconn import CONNECTION_BAD
from .._adapters.quoting import escape_identifier
from .._extension.signals import Program

if TYPE_CHECKING:
    from .._connection.connection import connection
    from .._libpq.result import Result


def copy_sql(conn: connection, table: str, columns: Any, direction: bytes, sep: str, null: str) -> bytes:
    """``COPY table (columns) direction`` with its delimiter and what stands for NULL."""
    listed = b""
    if columns is not None:
        names = [escape_identifier(column, conn) for column in columns]
        listed = (b"(" if names else b"") + b",".join(names) + b")"  # psycopg2 does not expect that there are none
    return b"COPY %s%s %s WITH DELIMITER AS %s NULL AS %s" % (
        escape_identifier(table, conn),
        listed,
        direction,
        quote_string(sep.encode(), conn),
        quote_string(null.encode(), conn),
    )


def copy_in(conn: connection, cursor: object, file: Any, size: int) -> Result | None:
    """Send what ``file.read(size)`` gives, and return the outcome; what it raises makes the server drop it all.

    If a statement that the file has executed itself has ended the COPY, the connection counts as broken: raises that error of ``cursor``.
    """
    pq = conn._pq
    read = _called(file, "read")  # without one the COPY goes on, until the next command breaks it off
    reason: bytes | None = None
    try:
        while True:
            data = read(size)
            if isinstance(data, str):
                data = str.encode(data, conn._codec)
            elif not isinstance(data, bytes):
                reason = b"error in .read() call"
                break
            if not data:
                break
            if not pq.put_copy_data(data):
                reason = b"error in PQputCopyData() call"
                break
    except BaseException as error:  # noqa: BLE001 - even KeyboardInterrupt: it is the server that then reports it
        reason = _reason(error)
    if not pq.end_copy(reason):
        error = conn._failure(cursor, None)
        conn._closed = 2
        raise error
    return pq.last_result()


def copy_out(conn: connection, file: Any) -> Result | None:
    """Write each line to the file, as text if it is a text file, and return the outcome."""
    pq = conn._pq
    write = _called(file, "write")
    as_text = isinstance(file, io.TextIOBase)
    codec = conn._codec
    while data := pq.get_copy_data():
        write(data.decode(codec) if as_text else data)
    if data is None:
        if pq.status == CONNECTION_BAD and not pq.finished:
            conn._closed = 2
        raise DatabaseError("error with status PGRES_COPY_OUT and no message from the libpq")
    return pq.last_result()


def has(file: Any, name: str) -> bool:
    """``hasattr``, to which any error means that there is none."""
    try:
        return hasattr(file, name)
    except Exception:  # noqa: BLE001 - as PyObject_HasAttrString does
        return False


def _called(file: Any, name: str) -> Callable[[Any], Any]:
    """A method of the program's, in which signals are handled; but what is written in C and never waits is over before they are."""
    method = getattr(file, name)
    if type(file) in (io.StringIO, io.BytesIO):
        return method

    def call(argument: Any) -> Any:
        with Program():
            return method(argument)

    return call


def _reason(error: BaseException) -> bytes:
    """What the server is told of an error of ``read``: in a buffer of C, if it can be said at all."""
    try:
        text = f"error in .read() call: {type_name(type(error))} {error}".encode()
    except Exception:  # noqa: BLE001 - whatever ``__str__`` raises
        return b"error in .read() call"
    return text.split(b"\0", 1)[0][:1023]
