"""Large objects: ``connection.lobject`` and the class it makes. Imports ``_execute``.

libpq reaches them by calling the server's functions; their OIDs are fixed in pg_proc.dat.
"""

from __future__ import annotations

from typing import Any

from . import _execute
from ._arguments import c_function
from ._attributes import computed
from ._connstate import ConnectionState
from ._exceptions import InterfaceError, OperationalError, ProgrammingError

LO_OPEN, LO_CLOSE, LO_READ, LO_WRITE, LO_UNLINK, LO_CREATE, LO_CREAT = 952, 953, 954, 955, 964, 715, 957
LO_SEEK64, LO_TELL64, LO_TRUNCATE64 = 3170, 3171, 3172
INV_WRITE, INV_READ = 0x20000, 0x40000
CHUNK = 8192


class LargeObjects(ConnectionState):
    """Mixin: the method that opens them."""

    __slots__ = ()

    @c_function
    def lobject(
        self,
        oid: int = 0,
        mode: str = "",
        new_oid: int = 0,
        new_file: str | None = None,
        lobject_factory: Any = None,
    ) -> Any:
        """Open the large object ``oid``, or make one (as ``new_oid``, from ``new_file``) if it is 0."""
        self._check_open()
        self._check_sync("lobject")
        from . import _green

        if _green.callback is not None:
            raise ProgrammingError("lobject cannot be used with an asynchronous callback.")
        self._check_not_prepared("lobject")
        factory = lobject if lobject_factory is None else lobject_factory
        made = factory(self, oid, mode, new_oid, new_file)
        if not isinstance(made, lobject):
            raise TypeError("lobject factory must be subclass of psycopg2.extensions.lobject")
        return made


class lobject:
    """A large object; it lives as long as the transaction it was opened in."""

    @c_function
    def __init__(
        self,
        conn: ConnectionState,
        oid: int = 0,
        mode: str = "",
        new_oid: int = 0,
        new_file: str | None = None,
    ) -> None:
        """See ``connection.lobject``; ``mode`` is r, w, rw or n (do not open), then t (text) or b (bytes)."""
        if conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")
        self._read, self._write, self._text, self._open = parse_mode(mode or "")
        self._conn = conn
        self._fd = -1
        _execute.begin(conn)
        self._mark = conn._marks
        self.oid = oid
        if not oid:
            self._create(new_oid, new_file)
            self._read, self._write, self._open = False, True, True
        if self._open:
            access = (INV_READ if self._read else 0) | (INV_WRITE if self._write else 0)
            self._fd = self._number(self._call(LO_OPEN, self.oid, access))

    def _create(self, new_oid: int, new_file: str | None) -> None:
        self.oid = int.from_bytes(self._call(LO_CREATE, new_oid), "big")
        if new_file is None:
            return
        try:
            with open(new_file, "rb") as file:
                content = file.read()
        except OSError as error:
            raise OperationalError(f'could not open file "{new_file}": {error.strerror}\n') from None
        fd = self._number(self._call(LO_OPEN, self.oid, INV_WRITE))
        for start in range(0, len(content), CHUNK):
            self._call(LO_WRITE, fd, content[start : start + CHUNK])
        self._call(LO_CLOSE, fd)

    def _call(self, function: int, *arguments: int | bytes) -> bytes:
        """The result; OperationalError with libpq's text, which here keeps its ``ERROR:``."""
        with self._conn._lock:
            result = self._conn._pq.call(function, *arguments)
            if result is None:
                if self._conn._pq.status == 1:
                    self._conn._closed = 2
                raise OperationalError(self._conn._pq.error_message)
            return result

    @staticmethod
    def _number(raw: bytes) -> int:
        return int.from_bytes(raw, "big", signed=True)

    def _check(self) -> None:
        if self._fd < 0 or self._conn._closed:
            raise InterfaceError("lobject already closed")
        self._check_valid()

    def _check_valid(self) -> None:
        if self._conn._autocommit:
            raise ProgrammingError("can't use a lobject outside of transactions")
        if self._mark != self._conn._marks:
            raise ProgrammingError("lobject isn't valid anymore")

    @c_function
    def read(self, size: int = -1, /) -> Any:
        """At most ``size`` bytes (all that are left if negative), as str in text mode."""
        self._check()
        pieces = []
        while size:
            piece = self._call(LO_READ, self._fd, CHUNK if size < 0 else min(size, CHUNK))
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece) if size > 0 else 0
        data = b"".join(pieces)
        return data.decode(self._conn._codec) if self._text else data

    @c_function
    def write(self, data: Any, /) -> int:
        """Write str or bytes; the number of bytes written."""
        self._check()
        if isinstance(data, str):
            data = data.encode(self._conn._codec)
        elif not isinstance(data, bytes):
            raise TypeError(f"lobject.write requires a string; got {type(data).__name__} instead")
        for start in range(0, len(data), CHUNK):
            self._call(LO_WRITE, self._fd, data[start : start + CHUNK])
        return len(data)

    @c_function
    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Move; the new position."""
        self._check()
        return self._number(self._call(LO_SEEK64, self._fd, offset.to_bytes(8, "big", signed=True), whence))

    @c_function
    def tell(self) -> int:
        """The position."""
        self._check()
        return self._number(self._call(LO_TELL64, self._fd))

    @c_function
    def truncate(self, len: int = 0, /) -> None:  # noqa: A002 - psycopg2's name
        """Cut to ``len`` bytes."""
        self._check()
        self._call(LO_TRUNCATE64, self._fd, len.to_bytes(8, "big"))

    @c_function
    def close(self) -> None:
        """Close the descriptor, if the transaction that holds it still lives."""
        if self._fd >= 0 and not self._conn._closed and not self._conn._autocommit and self._mark == self._conn._marks:
            self._call(LO_CLOSE, self._fd)
            self._fd = -1

    @c_function
    def unlink(self) -> None:
        """Close and delete."""
        _execute.begin(self._conn)
        self.close()
        self._call(LO_UNLINK, self.oid)

    @c_function
    def export(self, filename: str, /) -> None:
        """Copy the content to a file."""
        _execute.begin(self._conn)
        fd = self._number(self._call(LO_OPEN, self.oid, INV_READ))
        with open(filename, "wb") as file:
            while True:
                piece = self._call(LO_READ, fd, CHUNK)
                if not piece:
                    break
                file.write(piece)
        self._call(LO_CLOSE, fd)

    @computed
    def closed(self) -> bool:
        """True if closed, or not opened."""
        return self._fd < 0 or bool(self._conn._closed)

    @computed
    def mode(self) -> str:
        """The mode in full, such as ``rwt``."""
        letters = ("r" if self._read else "") + ("w" if self._write else "")
        return letters + ("t" if self._text else "b") if letters else "n"

    def __repr__(self) -> str:
        return f"<lobject object at 0x{id(self):x}; closed: {int(self.closed)}>"


lobject.__module__ = "psycopg2.extensions"


def parse_mode(mode: str) -> tuple[bool, bool, bool, bool]:
    """(read, write, text, open) of a mode; ValueError if it is none."""
    rest = mode
    read = write = False
    opened = True
    if rest.startswith("rw"):
        read, write, rest = True, True, rest[2:]
    elif rest.startswith("r"):
        read, rest = True, rest[1:]
    elif rest.startswith("w"):
        write, rest = True, rest[1:]
    elif rest.startswith("n"):
        opened, rest = False, rest[1:]
    else:
        read = True
    if rest not in ("", "t", "b"):
        raise ValueError(f"bad mode for lobject: '{mode}'")
    return read, write, rest != "b", opened
