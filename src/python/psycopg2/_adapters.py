"""The adapters of Python's own types, but for text and bytes: those are in ``_prepared``."""

from __future__ import annotations

from typing import Any

from ._arguments import c_function, number
from ._attributes import member, unpicklable
from ._isqlquote import ISQLQuote
from ._literals import quote_boolean, quote_decimal, quote_float, quote_int, signed


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
    """decimal.Decimal; infinities become NaN, as psycopg2 2.9.13 writes them."""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """``str(value)``, or ``'NaN'::numeric``."""
        return quote_decimal(self._adapted)


class NoneAdapter:
    """NULL."""

    def __init__(self, obj: Any) -> None:
        pass

    def getquoted(self, _null: bytes = b"NULL") -> bytes:
        """``NULL``."""
        return _null


for _class in (AsIs, Boolean, Int, Float, NoneAdapter):
    _class.__module__ = "psycopg2.extensions"
Decimal.__module__ = "psycopg2._psycopg"
del _class
