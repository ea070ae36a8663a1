"""SQL literals of values of exactly Python's own types, as psycopg2 2.9.13 writes them.

A negative number is written with a space before it, so that ``- %s`` cannot become a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .._libpq.multibyte import doubled
from .._libpq.pgconn import PGconn

if TYPE_CHECKING:
    import datetime as dt
    import decimal


class Session(Protocol):
    """What literals depend on: a connection, or as much of one."""

    _codec: str
    _pq: PGconn
    _quote_prefix: bytes

    def _backslashes_escape(self) -> bool: ...


def quote_boolean(value: bool, conn: Session | None = None) -> bytes:
    """``true`` or ``false``."""
    return b"true" if value else b"false"


def quote_int(value: int, conn: Session | None = None) -> bytes:
    """Decimal digits."""
    return b" %b" % str(value).encode() if value < 0 else str(value).encode()


def quote_float(value: float, conn: Session | None = None) -> bytes:
    """The shortest text that gives the same float back; what is not a number is cast."""
    if value != value:
        return b"'NaN'::float"
    if value in (float("inf"), float("-inf")):
        return b"'Infinity'::float" if value > 0 else b"'-Infinity'::float"
    return signed(repr(value))


def quote_decimal(value: decimal.Decimal, conn: Session | None = None) -> bytes:
    """``str(value)``; infinities become NaN, as psycopg2 2.9.13 writes them."""
    return signed(str(value)) if value.is_finite() else b"'NaN'::numeric"


def signed(digits: str) -> bytes:
    """With a space before a minus."""
    return (" " + digits if digits.startswith("-") else digits).encode()


def quote_date(value: dt.date, conn: Session | None = None) -> bytes:
    """The ISO text, cast."""
    return f"'{value.isoformat()}'::date".encode()


def quote_timestamp(value: dt.datetime, conn: Session | None = None) -> bytes:
    """The ISO text, cast; with a zone if it has one."""
    return f"'{value.isoformat()}'::timestamp{'' if value.tzinfo is None else 'tz'}".encode()


def quote_str(value: str, conn: Session) -> bytes:
    """As ``quote_string`` writes it, in the encoding of ``conn``."""
    return quote_string(str.encode(value, conn._codec), conn)


def quote_string(raw: bytes, conn: Session | None) -> bytes:
    """``'…'``, or ``E'…'`` where the server read backslashes from the start. A NUL is a ValueError.

    For the server of ``conn``; without one for the last that reported its settings.
    """
    if b"\0" in raw:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    encoding = PGconn.last_encoding if conn is None else conn._pq.parameters.get("client_encoding", "")
    backslashes = not PGconn.standard_strings if conn is None else conn._backslashes_escape()
    prefix = b"" if conn is None else conn._quote_prefix
    return prefix + b"'" + doubled(raw, b"'\\" if backslashes else b"'", encoding) + b"'"
