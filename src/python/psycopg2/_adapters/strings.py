"""The adapters whose literals depend on the connection: of text and of bytes."""

from __future__ import annotations

from typing import Any

from .builtin import adapter
from .._extension.arguments import c_function, type_name, wrong_type
from .._extension.attributes import computed, member, public
from .._connection.connection import connection
from .._connection.literals import quote_string
from .._libpq.pgconn import PGconn


@public("psycopg2.extensions")
@adapter
class QuotedString:
    """Text: ``'…'``, or ``E'…'`` where the server read backslashes from the start. A NUL is a ValueError.

    Without a connection the encoding is latin1 unless ``encoding`` is set. Quoted once only, whatever is changed after that.
    """

    __slots__ = ("_adapted", "_buffer", "_conn", "_encoding")

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj
        self._buffer: bytes | None = None
        self._conn: connection | None = None
        self._encoding = "latin1"

    buffer = member("_buffer", "What ``getquoted`` gave, None before it was asked.")

    def prepare(self, conn: connection, /) -> None:
        """Take the encoding and the settings of ``conn``."""
        self._conn = _checked(conn)
        self._encoding = conn._codec

    @computed
    def encoding(self) -> str:
        """The Python codec the literal is written in."""
        return self._encoding

    @encoding.setter
    def encoding(self, value: str) -> None:
        if not isinstance(value, (str, bytes)):
            raise TypeError(f"Expected bytes or unicode string, got {type_name(type(value))} instead")
        self._encoding = value.decode() if isinstance(value, bytes) else value

    def getquoted(self) -> bytes:
        """The SQL literal."""
        if self._buffer is None:
            self._buffer = self._quoted()
        return self._buffer

    def _quoted(self) -> bytes:
        value = self._adapted
        if isinstance(value, str):
            raw = str.encode(value, self._encoding)
        elif isinstance(value, bytes):
            raw = value
        else:
            raise TypeError("can't quote non-string object")
        return quote_string(raw, self._conn)

    def __str__(self) -> str:
        return self.getquoted().decode(self._encoding, "replace")


@public("psycopg2.extensions")
@adapter
class Binary:
    """Anything with the buffer protocol, as bytea: ``'\\x…'::bytea``; without a connection in the older escapes.

    Quoted once only, whatever is changed after that.
    """

    __slots__ = ("_adapted", "_buffer", "_conn")

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj
        self._buffer: bytes | None = None
        self._conn: connection | None = None

    buffer = member("_buffer", "What ``getquoted`` gave, None before it was asked.")

    def prepare(self, conn: connection, /) -> None:
        """Take the settings of ``conn``."""
        self._conn = _checked(conn)

    def getquoted(self) -> bytes:
        """The SQL literal."""
        if self._buffer is None:
            self._buffer = self._quoted()
        return self._buffer

    def _quoted(self) -> bytes:
        if self._adapted is None:
            return b"NULL"
        try:
            view = memoryview(self._adapted)
        except TypeError:
            raise TypeError(f"can't escape {type_name(type(self._adapted))} to binary") from None
        if not view.c_contiguous:
            raise BufferError("memoryview: underlying buffer is not C-contiguous")
        raw = bytes(view)
        if self._conn is not None:
            doubled = b"\\" if self._conn._backslashes_escape() else b""
            return self._conn._quote_prefix + b"'" + doubled + b"\\x" + raw.hex().encode() + b"'::bytea"
        escaped = b"".join(_OCTAL[byte] for byte in raw)
        if not PGconn.standard_strings:
            escaped = escaped.replace(b"\\", b"\\\\")
        return b"'" + escaped + b"'::bytea"


def _checked(conn: Any) -> connection:
    if not isinstance(conn, connection):
        raise wrong_type(1, "psycopg2.extensions.connection", conn)
    return conn


_OCTAL = [
    b"\\\\" if byte == 0x5C else b"''" if byte == 0x27 else bytes([byte]) if 0x20 <= byte < 0x7F else b"\\%03o" % byte
    for byte in range(256)
]
