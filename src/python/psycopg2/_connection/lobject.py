"""``extensions.lobject``: a large object, as ``connection.lobject`` makes it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .._extension.arguments import c_function, c_int, c_size, c_unsigned, string, type_name, wrong_type
from .._extension.attributes import computed, lacks, member, public, unpicklable
from .connection import Made, connection
from .._errors.exceptions import InterfaceError, OperationalError, ProgrammingError
from .lobject_calls import INV_READ, INV_WRITE, broken, call, lo_export, lo_import, lo_read, lo_write, number, parse_mode

if TYPE_CHECKING:
    from typing_extensions import Self

SEEK_SET, SEEK_END = 0, 2


@public("psycopg2.extensions")
class lobject:
    """A large object; it lives as long as the transaction it was opened in.

    What a method asks of the server is done in one turn on the connection. Only then is it known whether another thread has meanwhile
    closed it, or ended the transaction.
    """

    __slots__ = ("_conn", "_fd", "_mark", "_mode", "_oid", "_text")

    oid = member("_oid", "Its OID.")
    mode = member("_mode", "The mode in full, such as ``rwt``.")

    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self:
        """Of no connection yet."""
        self = super().__new__(cls)
        self._clear()
        return self

    def _clear(self) -> None:
        self._conn: connection | None = None
        self._fd: int = -1
        self._mark: int = 0
        self._mode: str | None = None
        self._oid: int = 0
        self._text: bool = True

    @c_function
    def __init__(
        self,
        conn: connection,
        oid: int = 0,
        mode: str = "",
        new_oid: int = 0,
        new_file: str | None = None,
        /,
    ) -> None:
        """See ``connection.lobject``; ``mode`` is r, w, rw or n (do not open), then t (text) or b (bytes)."""
        if not isinstance(conn, connection):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        oid = c_unsigned(oid)
        mode = string(mode, 3, or_none=True) or ""
        new_oid = c_unsigned(new_oid)
        string(new_file, 5, or_none=True)
        if conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")
        read, write, self._text, opened = parse_mode(mode)
        self._conn = conn
        self._mark = conn._marks
        with conn._lock:
            conn._begin()
            if oid:
                self._oid = oid
            else:
                self._oid = self._create(new_oid, new_file)
                read, write, opened = False, True, True
            if opened:
                access = (INV_READ if read else 0) | (INV_WRITE if write else 0)
                self._fd = number(call(conn, "lo_open", self._oid, access))
        letters = ("r" if read else "") + ("w" if write else "")
        self._mode = letters + ("t" if self._text else "b") if letters else "n"

    __reduce_ex__ = unpicklable

    def _create(self, new_oid: int, new_file: str | None) -> int:
        assert self._conn is not None
        if new_file is not None:
            return lo_import(self._conn, new_file)
        if new_oid:
            return int.from_bytes(call(self._conn, "lo_create", new_oid), "big")
        return int.from_bytes(call(self._conn, "lo_creat", INV_READ | INV_WRITE), "big")

    def __del__(self) -> None:
        """Close it on the server. Who frees it cannot be told of a failure, so that the user is."""
        conn = self._conn
        if conn is None or self._fd < 0:
            return
        if conn._lock.is_mine():
            return  # in the midst of something else; the transaction's end closes it, too
        if conn._pq.finished and not conn._closed:
            return  # both are garbage, and the connection was the first
        try:
            self._close(conn)
        except OperationalError as error:
            sys.excepthook(type(error), error.with_traceback(None), None)

    def _check(self) -> connection:
        """The connection, if there is something to be done with it."""
        conn = self._conn
        if conn is None or self.closed:
            raise InterfaceError("lobject already closed")
        self._check_transactions(conn)
        if self._mark != conn._marks:
            raise ProgrammingError("lobject isn't valid anymore")
        return conn

    def _check_transactions(self, conn: connection) -> None:
        if conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")

    @c_function
    def read(self, size: int = -1, /) -> Any:
        """At most ``size`` bytes (all that are left if negative), as str in text mode."""
        size = c_size(size)
        conn = self._check()
        if size < 0:
            where = self._seek(conn, "lo_tell64")
            end = self._seek(conn, "lo_lseek64", 0, SEEK_END)
            self._seek(conn, "lo_lseek64", where, SEEK_SET)
            size = end - where
        data = lo_read(conn, self._fd, size)
        return data.decode(conn._codec) if self._text else data

    @c_function
    def write(self, data: Any, /) -> int:
        """Write str or bytes; the number of bytes written."""
        conn = self._check()
        if isinstance(data, str):
            data = str.encode(data, conn._codec)
        elif not isinstance(data, bytes):
            raise TypeError(f"lobject.write requires a string; got {type_name(type(data))} instead")
        return lo_write(conn, self._fd, data)

    @c_function
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move; the new position."""
        offset, whence = c_size(offset), c_int(whence)
        return self._seek(self._check(), "lo_lseek64", offset, whence)

    @c_function
    def tell(self) -> int:
        """The position."""
        return self._seek(self._check(), "lo_tell64")

    def _seek(self, conn: connection, function: str, *where: int) -> int:
        """The position; it is moved first by ``where``, an offset and whence."""
        packed = (where[0].to_bytes(8, "big", signed=True), where[1]) if where else ()
        return number(call(conn, function, self._fd, *packed))

    @c_function
    def truncate(self, len: int = 0, /) -> None:  # noqa: A002 - psycopg2's name
        """Cut to ``len`` bytes."""
        length = c_size(len)
        call(self._check(), "lo_truncate64", self._fd, length.to_bytes(8, "big", signed=True))

    @c_function
    def close(self) -> None:
        """Close the descriptor, if the transaction that holds it still lives."""
        conn = self._conn
        if conn is not None and not self.closed:
            self._close(conn)

    def _close(self, conn: connection) -> None:
        with conn._lock:
            if conn._closed == 2:
                raise broken(conn, "the connection is broken")
            if not conn._closed and not conn._autocommit and self._mark == conn._marks and self._fd >= 0:
                fd, self._fd = self._fd, -1  # closed, even if the server refuses
                call(conn, "lo_close", fd)

    @c_function
    def unlink(self) -> None:
        """Close and delete."""
        conn = self._of_connection()
        with conn._lock:
            conn._begin()
            self._close(conn)
            call(conn, "lo_unlink", self._oid)

    @c_function
    def export(self, filename: str, /) -> None:
        """Copy the content to a file; OperationalError if that cannot be written."""
        string(filename, 1)
        conn = self._of_connection()
        self._check_transactions(conn)
        with conn._lock:
            conn._begin()
            lo_export(conn, self._oid, filename)

    def _of_connection(self) -> connection:
        if self._conn is None:  # where psycopg2 crashes
            raise InterfaceError("lobject already closed")
        return self._conn

    @computed
    def closed(self) -> bool:
        """True if closed, or not opened."""
        return self._fd < 0 or self._conn is None or bool(self._conn._closed)

    __getattr__ = lacks

    def __repr__(self) -> str:
        return f"<lobject object at 0x{id(self):x}; closed: {int(self.closed)}>"

    __str__ = __repr__


Made.lobject = lobject
