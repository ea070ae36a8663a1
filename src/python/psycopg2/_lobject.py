"""``extensions.lobject``: a large object, as ``connection.lobject`` makes it."""

from __future__ import annotations

from typing import Any

from ._arguments import c_function, c_int, c_size, c_unsigned, string, type_name, wrong_type
from ._attributes import computed, member, no_attribute, unpicklable
from ._connection import Made, connection
from ._exceptions import InterfaceError, ProgrammingError
from ._locall import INV_READ, INV_WRITE, call, local_file, number, parse_mode

CHUNK = 8192


class lobject:
    """A large object; it lives as long as the transaction it was opened in."""

    __slots__ = ("_conn", "_fd", "_mark", "_mode", "_oid", "_text")

    oid = member("_oid", "Its OID.")
    mode = member("_mode", "The mode in full, such as ``rwt``.")

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
        self._oid = c_unsigned(oid)
        mode = string(mode, 3, or_none=True) or ""
        new_oid = c_unsigned(new_oid)
        string(new_file, 5, or_none=True)
        if conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")
        read, write, self._text, opened = parse_mode(mode)
        self._conn = conn
        self._fd = -1
        conn._begin()
        self._mark = conn._marks
        if not oid:
            self._create(new_oid, new_file)
            read, write, opened = False, True, True
        letters = ("r" if read else "") + ("w" if write else "")
        self._mode = letters + ("t" if self._text else "b") if letters else "n"
        if opened:
            access = (INV_READ if read else 0) | (INV_WRITE if write else 0)
            self._fd = number(call(conn, "lo_open", self._oid, access))

    __reduce_ex__ = unpicklable

    def _create(self, new_oid: int, new_file: str | None) -> None:
        self._oid = int.from_bytes(call(self._conn, "lo_create", new_oid), "big")
        if new_file is None:
            return
        with local_file(new_file, "rb") as file:
            fd = number(call(self._conn, "lo_open", self._oid, INV_WRITE))
            while piece := file.read(CHUNK):
                call(self._conn, "lowrite", fd, piece)
        call(self._conn, "lo_close", fd)

    def _check(self) -> None:
        if self._fd < 0 or self._conn._closed:
            raise InterfaceError("lobject already closed")
        if self._conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")
        if self._mark != self._conn._marks:
            raise ProgrammingError("lobject isn't valid anymore")

    @c_function
    def read(self, size: int = -1, /) -> Any:
        """At most ``size`` bytes (all that are left if negative), as str in text mode."""
        size = c_size(size)
        self._check()
        pieces = []
        while True:
            piece = call(self._conn, "loread", self._fd, CHUNK if size < 0 else min(size, CHUNK))
            pieces.append(piece)
            size -= len(piece) if size > 0 else 0
            if not piece or not size:
                break
        data = b"".join(pieces)
        return data.decode(self._conn._codec) if self._text else data

    @c_function
    def write(self, data: Any, /) -> int:
        """Write str or bytes; the number of bytes written."""
        self._check()
        if isinstance(data, str):
            data = data.encode(self._conn._codec)
        elif not isinstance(data, bytes):
            raise TypeError(f"lobject.write requires a string; got {type_name(type(data))} instead")
        for start in range(0, len(data) or 1, CHUNK):  # the server is asked even for nothing
            call(self._conn, "lowrite", self._fd, data[start : start + CHUNK])
        return len(data)

    @c_function
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move; the new position."""
        offset, whence = c_size(offset), c_int(whence)
        self._check()
        return number(call(self._conn, "lo_lseek64", self._fd, offset.to_bytes(8, "big", signed=True), whence))

    @c_function
    def tell(self) -> int:
        """The position."""
        self._check()
        return number(call(self._conn, "lo_tell64", self._fd))

    @c_function
    def truncate(self, len: int = 0, /) -> None:  # noqa: A002 - psycopg2's name
        """Cut to ``len`` bytes."""
        length = c_size(len)
        self._check()
        call(self._conn, "lo_truncate64", self._fd, length.to_bytes(8, "big", signed=True))

    @c_function
    def close(self) -> None:
        """Close the descriptor, if the transaction that holds it still lives."""
        if self._fd >= 0 and not self._conn._closed and not self._conn._autocommit and self._mark == self._conn._marks:
            fd, self._fd = self._fd, -1  # closed, even if the server refuses
            call(self._conn, "lo_close", fd)

    @c_function
    def unlink(self) -> None:
        """Close and delete."""
        self._conn._begin()
        self.close()
        call(self._conn, "lo_unlink", self._oid)

    @c_function
    def export(self, filename: str, /) -> None:
        """Copy the content to a file; OperationalError if that cannot be written."""
        string(filename, 1)
        self._conn._begin()
        fd = number(call(self._conn, "lo_open", self._oid, INV_READ))
        with local_file(filename, "wb") as file:
            while piece := call(self._conn, "loread", fd, CHUNK):
                file.write(piece)
        call(self._conn, "lo_close", fd)

    @computed
    def closed(self) -> bool:
        """True if closed, or not opened."""
        return self._fd < 0 or bool(self._conn._closed)

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)

    def __repr__(self) -> str:
        return f"<lobject object at 0x{id(self):x}; closed: {int(self.closed)}>"


lobject.__module__ = "psycopg2.extensions"
Made.lobject = lobject
