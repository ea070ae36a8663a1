"""The adapters of Python's own types. Imports ``_adapt``; literals as psycopg2 2.9.5 writes them.

A negative number is written with a space before it, so that ``- %s`` cannot become a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function

if TYPE_CHECKING:
    from ._connstate import ConnectionState as connection


class _Adapter:
    """A wrapped value; ``adapted`` is the value."""

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    @property
    def adapted(self) -> Any:
        """The value that is wrapped."""
        return self._adapted

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

    def getquoted(self) -> bytes:
        """``str(value)`` as it is."""
        return str(self._adapted).encode()


class Boolean(_Adapter):
    """``true`` or ``false``."""

    def getquoted(self) -> bytes:
        """``true`` or ``false``."""
        return b"true" if self._adapted else b"false"


class Int(_Adapter):
    """Whole numbers; subclasses (IntEnum) by their value."""

    def getquoted(self) -> bytes:
        """Decimal digits."""
        value = self._adapted
        text = (str(value) if type(value) is int else int.__repr__(int(value))).encode()
        return b" " + text if text.startswith(b"-") else text


class Float(_Adapter):
    """Floats; what is not a number is cast."""

    def getquoted(self) -> bytes:
        """The shortest text that gives the same float back."""
        value = float(self._adapted)
        if value != value:
            return b"'NaN'::float"
        if value in (float("inf"), float("-inf")):
            return b"'Infinity'::float" if value > 0 else b"'-Infinity'::float"
        text = repr(self._adapted if type(self._adapted) is int else value).encode()
        return b" " + text if text.startswith(b"-") else text


class Decimal(_Adapter):
    """decimal.Decimal; infinities become NaN, as psycopg2 2.9.5 writes them."""

    def getquoted(self) -> bytes:
        """``str(value)``, or ``'NaN'::numeric``."""
        if not self._adapted.is_finite():
            if self._adapted.is_snan():
                from decimal import InvalidOperation

                raise InvalidOperation([InvalidOperation])
            return b"'NaN'::numeric"
        text = str(self._adapted).encode()
        return b" " + text if text.startswith(b"-") else text


class QuotedString(_Adapter):
    """Text. Without a connection the encoding is latin1 unless ``encoding`` is set."""

    def __init__(self, obj: Any) -> None:
        super().__init__(obj)
        self._encoding = "latin1"
        self._conn: connection | None = None

    def prepare(self, conn: connection) -> None:
        """Take the encoding of ``conn``."""
        self._conn = conn
        self._encoding = conn._codec

    @property
    def encoding(self) -> str:
        """The Python codec the literal is written in."""
        return self._encoding

    @encoding.setter
    def encoding(self, value: str) -> None:
        from ._encodings import encodings

        self._encoding = encodings.get(value, value)

    @property
    def buffer(self) -> bytes | None:
        """Same as ``getquoted()``."""
        return self.getquoted()

    def getquoted(self) -> bytes:
        """``'…'``, or ``E'…'`` where the server reads backslashes. A NUL is a ValueError."""
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


class Binary(_Adapter):
    """Anything with the buffer protocol, as bytea."""

    def __init__(self, obj: Any) -> None:
        super().__init__(obj)
        self._conn: connection | None = None

    def prepare(self, conn: connection) -> None:
        """Write hexadecimal, which servers read since 9.0."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """``'\\x…'::bytea``; without a connection the older escapes."""
        if self._adapted is None:
            return b"NULL"
        try:
            raw = bytes(memoryview(self._adapted))
        except TypeError:
            raise TypeError(f"can't escape {type(self._adapted).__name__} to binary") from None
        if self._conn is not None:
            doubled = b"\\" if self._conn._backslashes_escape() else b""
            prefix = b"E" if doubled else b""
            return prefix + b"'" + doubled + b"\\x" + raw.hex().encode() + b"'::bytea"
        from ._messages import Messages

        escaped = b"".join(_OCTAL[byte] for byte in raw)
        if not Messages.standard_strings:
            escaped = escaped.replace(b"\\", b"\\\\")
        return b"'" + escaped + b"'::bytea"

    buffer = property(getquoted)


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


def quote_string(raw: bytes, conn: connection | None) -> bytes:
    """``raw`` as a string literal for the server of ``conn``."""
    if b"\0" in raw:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    raw = raw.replace(b"'", b"''")
    if conn is not None and conn._backslashes_escape():
        return b"E'" + raw.replace(b"\\", b"\\\\") + b"'"
    return b"'" + raw + b"'"


for _class in (AsIs, Boolean, Int, Float, QuotedString, Binary, NoneAdapter):
    _class.__module__ = "psycopg2.extensions"
Decimal.__module__ = "psycopg2._psycopg"
del _class
