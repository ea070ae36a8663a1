"""The adapters of Python's own types. Imports ``_literals``, ``_messages``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function, number, type_name, wrong_type
from ._attributes import computed, member, unpicklable
from ._connstate import ConnectionState
from ._literals import quote_boolean, quote_decimal, quote_float, quote_int, quote_string, signed
from ._messages import Messages

if TYPE_CHECKING:
    connection = ConnectionState


class _Adapter:
    """A wrapped value; ``adapted`` is the value."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    adapted = member("_adapted", "The value that is wrapped.")

    __reduce_ex__ = unpicklable

    def getquoted(self) -> bytes:
        """The SQL literal."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.getquoted().decode("utf-8", "replace")

    def __conform__(self, protocol: Any) -> Any:
        from ._adapt import ISQLQuote

        return self if protocol is ISQLQuote else None


class AsIs(_Adapter):
    """The value's ``str``, unquoted."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """``str(value)`` as it is."""
        return b"NULL" if self._adapted is None else str(self._adapted).encode()


class Boolean(_Adapter):
    """``true`` or ``false``."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """``true`` or ``false``."""
        return quote_boolean(self._adapted)


class Int(_Adapter):
    """Whole numbers; subclasses (IntEnum) by their value."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """Decimal digits."""
        value = self._adapted
        return quote_int(value) if type(value) is int else signed(int.__repr__(int(value)))


class Float(_Adapter):
    """Floats; what is not a number is cast."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """The shortest text that gives the same float back."""
        value = number(self._adapted)
        if value - value != 0:  # infinite, or no number
            return quote_float(value)
        return signed(repr(self._adapted))


class Decimal(_Adapter):
    """decimal.Decimal; infinities become NaN, as psycopg2 2.9.5 writes them."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """``str(value)``, or ``'NaN'::numeric``."""
        return quote_decimal(self._adapted)


class _Prepared(_Adapter):
    """Quoted as the server of a connection reads it; once only, whatever is changed after that."""

    __slots__ = ("_buffer", "_conn")

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj
        self._buffer: bytes | None = None
        self._conn: connection | None = None

    buffer = member("_buffer", "What ``getquoted`` gave, None before it was asked.")

    def prepare(self, conn: connection, /) -> None:
        """Take the encoding and the settings of ``conn``."""
        if not isinstance(conn, ConnectionState):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        self._conn = conn

    def getquoted(self) -> bytes:
        """The SQL literal."""
        if self._buffer is None:
            self._buffer = self._quoted()
        return self._buffer

    def _quoted(self) -> bytes:
        raise NotImplementedError


class QuotedString(_Prepared):
    """Text: ``'…'``, or ``E'…'`` where the server read backslashes from the start. A NUL is a ValueError.

    Without a connection the encoding is latin1 unless ``encoding`` is set.
    """

    __slots__ = ("_encoding",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        super().__init__(obj)
        self._encoding = "latin1"

    def prepare(self, conn: connection, /) -> None:
        """Take the encoding of ``conn``."""
        super().prepare(conn)
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

    def _quoted(self) -> bytes:
        value = self._adapted
        if isinstance(value, str):
            raw = value.encode(self._encoding)
        elif isinstance(value, bytes):
            raw = value
        else:
            raise TypeError("can't quote non-string object")
        return quote_string(raw, self._conn)

    def __str__(self) -> str:
        return self.getquoted().decode(self._encoding, "replace")


class Binary(_Prepared):
    """Anything with the buffer protocol, as bytea: ``'\\x…'::bytea``; without a connection in the older escapes."""

    __slots__ = ()

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
        if not Messages.standard_strings:
            escaped = escaped.replace(b"\\", b"\\\\")
        return b"'" + escaped + b"'::bytea"


_OCTAL = [
    b"\\\\" if byte == 0x5C else b"''" if byte == 0x27 else bytes([byte]) if 0x20 <= byte < 0x7F else b"\\%03o" % byte
    for byte in range(256)
]


class NoneAdapter:
    """NULL."""

    def __init__(self, obj: Any) -> None:
        pass

    def getquoted(self, _null: bytes = b"NULL") -> bytes:
        """``NULL``."""
        return _null


for _class in (AsIs, Boolean, Int, Float, QuotedString, Binary, NoneAdapter):
    _class.__module__ = "psycopg2.extensions"
Decimal.__module__ = "psycopg2._psycopg"
del _class
