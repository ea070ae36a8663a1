"""The adapters of Python's own types, but for text and bytes: those are in ``_adapters.strings``."""

from __future__ import annotations

from typing import Any, TypeVar

from .._extension.arguments import c_function, number
from .._extension.attributes import lacks, member, public, unpicklable
from .isqlquote import ISQLQuote
from .._connection.literals import quote_boolean, quote_decimal, quote_float, quote_int, signed

_Class = TypeVar("_Class", bound=type)


def adapter(cls: _Class) -> _Class:
    """Class decorator: what adapters written in C have in common, which is no base of theirs. ``_adapted`` is the value that is wrapped."""
    common = {"adapted": _adapted, "__conform__": _conform, "__getattr__": lacks, "__reduce_ex__": unpicklable, "__str__": _literal}
    for name, value in common.items():
        if name not in vars(cls):
            setattr(cls, name, value)
    return cls


_adapted = member("_adapted", "The value that is wrapped.")


def _conform(self: Any, protocol: Any) -> Any:
    return self if protocol is ISQLQuote else None


def _literal(self: Any) -> str:
    return self.getquoted().decode("utf-8", "replace")


@public("psycopg2.extensions")
@adapter
class AsIs:
    """The value's ``str``, unquoted."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    def getquoted(self) -> bytes:
        """``str(value)`` as it is."""
        return b"NULL" if self._adapted is None else str(self._adapted).encode()


@public("psycopg2.extensions")
@adapter
class Boolean:
    """``true`` or ``false``."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    def getquoted(self) -> bytes:
        """``true`` or ``false``."""
        return quote_boolean(self._adapted)


@public("psycopg2.extensions")
@adapter
class Int:
    """Whole numbers; subclasses (IntEnum) by their value."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    def getquoted(self) -> bytes:
        """Decimal digits."""
        value = self._adapted
        return quote_int(value) if type(value) is int else signed(int.__repr__(int(value)))


@public("psycopg2.extensions")
@adapter
class Float:
    """Floats; what is not a number is cast."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    def getquoted(self) -> bytes:
        """The shortest text that gives the same float back."""
        value = number(self._adapted)
        if value - value != 0:  # infinite, or no number
            return quote_float(value)
        return signed(repr(self._adapted))


@public("psycopg2._psycopg")
@adapter
class Decimal:
    """decimal.Decimal; infinities become NaN, as psycopg2 2.9.13 writes them."""

    __slots__ = ("_adapted",)

    @c_function
    def __init__(self, obj: Any, /) -> None:
        self._adapted = obj

    def getquoted(self) -> bytes:
        """``str(value)``, or ``'NaN'::numeric``."""
        return quote_decimal(self._adapted)


@public("psycopg2.extensions")
class NoneAdapter:
    """NULL."""

    def __init__(self, obj: Any) -> None:
        pass

    def getquoted(self, _null: bytes = b"NULL") -> bytes:
        """``NULL``."""
        return _null
