"""COPY: the part of a cursor that moves files. Imports ``_execute``, ``_pq``, ``_signals``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Callable

from ._arguments import c_function, c_long, string, type_name
from ._cursstate import CursorState
from ._exceptions import DatabaseError, ProgrammingError
from ._pq import CONNECTION_BAD
from ._result import COPY_IN, Result
from ._signals import Program

if TYPE_CHECKING:
    from ._pq import PGconn


class Copying(CursorState):
    """Mixin: ``copy_expert``, ``copy_from``, ``copy_to``."""

    __slots__ = ()

    @c_function
    def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> None:
        """Run a COPY statement, reading ``file`` in pieces of ``size`` for FROM STDIN, writing it for TO STDOUT."""
        size = c_long(size)
        self._check_copy("copy_expert")
        text = self._text(sql)
        if not _has(file, "read") and not _has(file, "write"):
            raise TypeError(
                "file must be a readable file-like object for COPY FROM; "
                "a writable file-like object for COPY TO."
            )
        self._copy_with(text, file, size)

    @c_function
    def copy_from(
        self,
        file: Any,
        table: str,
        sep: str = "\t",
        null: str = "\\N",
        size: int = 8192,
        columns: Any = None,
    ) -> None:
        """Append to ``table`` the lines that ``file.read(size)`` gives."""
        for index, text in enumerate((table, sep, null), 2):
            string(text, index)
        size = c_long(size)
        if not _has(file, "read"):
            raise TypeError("argument 1 must have a .read() method")
        self._check_copy("copy_from")
        self._copy_with(self._copy_sql(table, columns, b"FROM stdin", sep, null), file, size)

    @c_function
    def copy_to(self, file: Any, table: str, sep: str = "\t", null: str = "\\N", columns: Any = None) -> None:
        """Write the rows of ``table`` with ``file.write``."""
        for index, text in enumerate((table, sep, null), 2):
            string(text, index)
        if not _has(file, "write"):
            raise TypeError("argument 1 must have a .write() method")
        self._check_copy("copy_to")
        self._copy_with(self._copy_sql(table, columns, b"TO stdout", sep, null), file, 0)

    def _check_copy(self, method: str) -> None:
        from . import _green

        self._check_open()
        self._check_sync(method)
        if _green.callback is not None:
            raise ProgrammingError(f"{method} cannot be used with an asynchronous callback.")
        self._check_not_prepared(method)

    def _copy_sql(self, table: str, columns: Any, direction: bytes, sep: str, null: str) -> bytes:
        from ._literals import quote_string
        from ._quoting import escape_identifier

        listed = b""
        if columns is not None:
            names = [escape_identifier(column, self._conn) for column in columns]
            listed = (b"(" if names else b"") + b",".join(names) + b")"  # psycopg2 does not expect that there are none
        return b"COPY %s%s %s WITH DELIMITER AS %s NULL AS %s" % (
            escape_identifier(table, self._conn),
            listed,
            direction,
            quote_string(sep.encode(), self._conn),
            quote_string(null.encode(), self._conn),
        )

    def _copy_with(self, sql: bytes, file: Any, size: int) -> None:
        self._query = sql
        self._copy_file, self._copy_size = file, size
        try:
            self._run(sql)
        finally:
            self._copy_file = None

    def _copy(self, result: Result) -> None:
        """The server has answered a COPY statement: move the data, then take the outcome."""
        pq = self._conn._pq
        if self._copy_file is None:
            direction, method = ("FROM", "copy_from()") if result.status == COPY_IN else ("TO", "copy_to()")
            raise ProgrammingError(f"can't execute COPY {direction}: use the {method} method instead")
        outcome = self._copy_in(pq) if result.status == COPY_IN else self._copy_out(pq)
        if outcome is None or outcome.status >= 5:
            raise self._conn._failure(self, outcome)
        self._rowcount = outcome.affected()

    def _copy_in(self, pq: PGconn) -> Result | None:
        """Send what the file gives; what it raises makes the server drop it all.

        If a statement that the file has executed itself has ended the COPY, the connection counts as broken.
        """
        read = _called(self._copy_file, "read")  # without one the COPY goes on, until the next command breaks it off
        reason: bytes | None = None
        try:
            while True:
                data = read(self._copy_size)
                if isinstance(data, str):
                    data = data.encode(self._conn._codec)
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
            error = self._conn._failure(self, None)
            self._conn._closed = 2
            raise error
        return pq.last_result()

    def _copy_out(self, pq: PGconn) -> Result | None:
        """Write each line to the file, as text if it is a text file."""
        write = _called(self._copy_file, "write")
        as_text = isinstance(self._copy_file, io.TextIOBase)
        codec = self._conn._codec
        while data := pq.get_copy_data():
            write(data.decode(codec) if as_text else data)
        if data is None:
            if pq.status == CONNECTION_BAD and not pq.finished:
                self._conn._closed = 2
            raise DatabaseError("error with status PGRES_COPY_OUT and no message from the libpq")
        return pq.last_result()


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


def _has(file: Any, name: str) -> bool:
    """``hasattr``, to which any error means that there is none."""
    try:
        return hasattr(file, name)
    except Exception:  # noqa: BLE001 - as PyObject_HasAttrString does
        return False
