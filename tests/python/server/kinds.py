"""Kinds of values: what type of the server holds them, how to make any of them, and when one that came back is the same."""

from __future__ import annotations

import datetime as dt
import decimal
import ipaddress
import math
import struct
import uuid
from dataclasses import dataclass
from random import Random
from typing import Any, Callable

from psycopg2.extras import DateRange, DateTimeTZRange, Json, NumericRange

TRAPS = "'\"\\%,(){}[] \t\n\r;-:$E\x01\x7f\x80\xff"
WIDE = "éßœ€漢字\u200b\u2028\ufeff\uffff🐘𝒳"


@dataclass(frozen=True)
class Kind:
    """``cast`` is the type's name."""

    cast: str
    make: Callable[[Random], Any]
    same: Callable[[Any, Any], bool] = lambda sent, got: sent == got


def text(generator: Random, without: str = "") -> str:
    """Any text that a server holds: no NUL, no halves of characters."""
    alphabet = generator.choice(("abc", TRAPS, WIDE, TRAPS + WIDE + "nulNULL"))
    some = "".join(generator.choice(alphabet) for _ in range(generator.choice((0, 1, 2, 5, 30))))
    return generator.choice(("NULL", "null", some, some, some, some))


def integer(generator: Random) -> int:
    """Of any size; the edges of the server's types more often."""
    edge = 1 << generator.choice((0, 7, 15, 16, 31, 32, 63, 64, 200))
    return generator.choice((1, -1)) * (edge + generator.randrange(-2, 3))


def small(generator: Random) -> int:
    """That fits into int8, for where a type is fixed."""
    return generator.choice((0, 1, -1, 2**31 - 1, 1 - 2**63, 2**63 - 1, generator.randrange(-(2**63) + 1, 2**63)))


def floating(generator: Random) -> float:
    """Any bits of a double."""
    (any_bits,) = struct.unpack("!d", generator.getrandbits(64).to_bytes(8, "big"))
    return generator.choice((0.0, -0.0, math.nan, math.inf, -math.inf, 5e-324, 1.7976931348623157e308, 0.1, any_bits, any_bits))


def number(generator: Random) -> decimal.Decimal:
    """Digits and exponent within what numeric holds."""
    digits = tuple(generator.randrange(10) for _ in range(generator.choice((1, 2, 20, 100))))
    finite = decimal.Decimal((generator.randrange(2), digits, generator.choice((0, -2, 5, -50, 300, -1000))))
    return generator.choice((decimal.Decimal("NaN"), finite, finite, finite))


def binary(generator: Random) -> bytes | bytearray | memoryview:
    """In the three forms that Python has."""
    raw = generator.randbytes(generator.choice((0, 1, 5, 300))) + generator.choice((b"", b"'\\\0\xff"))
    return generator.choice((bytes, bytearray, memoryview))(raw)


def date(generator: Random) -> dt.date:
    """From the first to the last that Python has."""
    return generator.choice((dt.date.min, dt.date.max, dt.date.fromordinal(generator.randrange(1, dt.date.max.toordinal() + 1))))


def time(generator: Random) -> dt.time:
    """Without a zone."""
    some = dt.time(generator.randrange(24), generator.randrange(60), generator.randrange(60), generator.choice((0, 1, 500000, 999999)))
    return generator.choice((dt.time.min, dt.time.max, some))


def zone(generator: Random) -> dt.timezone:
    """Up to the server's fifteen hours and some, in seconds."""
    unit = generator.choice((3600, 60, 1))
    return dt.timezone(dt.timedelta(seconds=generator.randrange(-57599 // unit + 1, 57600 // unit) * unit))


def moment(generator: Random) -> dt.datetime:
    """Without a zone."""
    return dt.datetime.combine(date(generator), time(generator))


def instant(generator: Random) -> dt.datetime:
    """With a zone; in UTC it is still one that Python has."""
    at = moment(generator)
    if at.year in (dt.MINYEAR, dt.MAXYEAR):
        return at.replace(tzinfo=dt.timezone.utc)
    return at.replace(tzinfo=zone(generator))


def span(generator: Random) -> dt.timedelta:
    """From the longest to the longest back."""
    some = dt.timedelta(generator.randrange(-999999999, 999999999), generator.randrange(86400), generator.randrange(10**6))
    small_one = dt.timedelta(microseconds=generator.randrange(-(10**6), 10**6))
    return generator.choice((dt.timedelta.max, dt.timedelta.min, dt.timedelta(0), some, some, small_one))


def plain(generator: Random, depth: int = 3) -> Any:
    """What JSON can say, wherever it says the same again."""
    kind = generator.randrange(8 if depth else 6)
    if kind < 6:
        return (None, True, integer(generator), generator.uniform(-1e6, 1e6), text(generator), False)[kind]
    if kind == 6:
        return [plain(generator, depth - 1) for _ in range(generator.randrange(4))]
    return {text(generator): plain(generator, depth - 1) for _ in range(generator.randrange(4))}


def bounds(generator: Random, cls: type, make: Callable[[Random], Any], ends: tuple[str, ...] = ("[)", "(]", "[]", "()")) -> Any:
    """A range of ``cls`` with what ``make`` makes at its ends, some without an end, some empty."""
    lower, upper = sorted((make(generator), make(generator)))
    if generator.random() < 0.1 or lower == upper:
        return cls(empty=True)
    first, last = generator.choice(ends)
    if generator.random() < 0.2:
        lower, first = None, "("
    if generator.random() < 0.2:
        upper, last = None, ")"
    return cls(lower, upper, first + last)


def finite(generator: Random) -> decimal.Decimal:
    """Two digits after the point."""
    return decimal.Decimal(generator.randrange(-(10**9), 10**9)) / 100


def address(generator: Random) -> Any:
    """An address or a network's interface of either version."""
    host = generator.choice((ipaddress.IPv4Address(generator.getrandbits(32)), ipaddress.IPv6Address(generator.getrandbits(128))))
    return ipaddress.ip_interface((host, generator.randrange(host.max_prefixlen + 1)))


def same_number(sent: Any, got: Any) -> bool:
    """Equal, or neither a number."""
    return type(got) is type(sent) and (sent == got or (sent != sent and got != got))


NUMERICS = Kind("numeric", number, same_number)
KINDS = [
    Kind("bool", lambda generator: generator.random() < 0.5, lambda sent, got: sent is got),
    Kind("int8", small, lambda sent, got: type(got) is int and sent == got),
    Kind("float8", floating, same_number),
    NUMERICS,
    Kind("text", text),
    Kind("bytea", binary, lambda sent, got: type(got) is memoryview and bytes(sent) == bytes(got)),
    Kind("date", date),
    Kind("time", time),
    Kind("timetz", lambda generator: time(generator).replace(tzinfo=zone(generator)), lambda sent, got: str(sent) == str(got)),
    Kind("timestamp", moment),
    Kind("timestamptz", instant),
    Kind("interval", span),
    Kind("uuid", lambda generator: uuid.UUID(int=generator.getrandbits(128))),
    Kind("inet", address),
    Kind("json", lambda generator: Json(plain(generator)), lambda sent, got: sent.adapted == got),
    Kind("jsonb", lambda generator: Json(plain(generator)), lambda sent, got: sent.adapted == got),
    Kind("numrange", lambda generator: bounds(generator, NumericRange, finite)),
    Kind("daterange", lambda generator: bounds(generator, DateRange, date, ("[)",))),
    Kind("tstzrange", lambda generator: bounds(generator, DateTimeTZRange, instant)),
]
