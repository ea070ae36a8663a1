"""Dates and times as SQL literals, and DB-API's constructors."""

from __future__ import annotations

import datetime as dt
from math import floor, isfinite
from time import localtime
from typing import Any

from .builtin import adapter
from .._extension.arguments import c_function, number, type_name
from .._extension.attributes import member, public
from .._errors.exceptions import InterfaceError
from .._connection.literals import quote_date, quote_timestamp

TIME, DATE, TIMESTAMP, INTERVAL = 0, 1, 2, 3


@public("psycopg2._psycopg")
@adapter
class datetime:  # noqa: N801 - the name is psycopg2's
    """A date, time, timestamp or interval with its cast."""

    __slots__ = ("_adapted", "_type")

    @c_function
    def __init__(self, obj: Any, type: int = TIMESTAMP, /) -> None:  # noqa: A002 - psycopg2's name
        self._adapted = obj
        self._type = type

    type = member("_type", "0 time, 1 date, 2 timestamp, 3 interval.")

    def getquoted(self) -> bytes:
        """The ISO text, cast."""
        value = self._adapted
        if self._type == INTERVAL:
            return b"'%d days %d.%06d seconds'::interval" % (value.days, value.seconds, value.microseconds)
        if self._type == DATE:
            return quote_date(value)
        if self._type == TIMESTAMP:
            return quote_timestamp(value)
        return f"'{value.isoformat()}'::time{'' if value.tzinfo is None else 'tz'}".encode()


@c_function
def DateFromPy(obj: dt.date, /) -> datetime:
    """Wrap a ``datetime.date``."""
    return datetime(_checked(obj, dt.date), DATE)


@c_function
def TimeFromPy(obj: dt.time, /) -> datetime:
    """Wrap a ``datetime.time``."""
    return datetime(_checked(obj, dt.time), TIME)


@c_function
def TimestampFromPy(obj: dt.datetime, /) -> datetime:
    """Wrap a ``datetime.datetime``."""
    return datetime(_checked(obj, dt.datetime), TIMESTAMP)


@c_function
def IntervalFromPy(obj: dt.timedelta, /) -> datetime:
    """Wrap a ``datetime.timedelta``."""
    return datetime(_checked(obj, dt.timedelta), INTERVAL)


def _checked(obj: Any, cls: type) -> Any:
    if not isinstance(obj, cls):
        raise TypeError(f"argument 1 must be {cls.__module__}.{cls.__qualname__}, not {type_name(type(obj))}")
    return obj


@c_function
def Date(year: int, month: int, day: int, /) -> datetime:
    """DB-API constructor."""
    return datetime(dt.date(year, month, day), DATE)


@c_function
def Time(hour: int, minute: int, second: float, tzinfo: dt.tzinfo | None = None, /) -> datetime:
    """DB-API constructor; ``second`` may have a fraction."""
    whole, micro = _split(second)
    return datetime(dt.time(hour, minute, whole, micro, tzinfo), TIME)


@c_function
def Timestamp(
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: float = 0.0,
    tzinfo: dt.tzinfo | None = None,
    /,
) -> datetime:
    """DB-API constructor; ``second`` may have a fraction."""
    whole, micro = _split(second)
    return datetime(dt.datetime(year, month, day, hour, minute, whole, micro, tzinfo), TIMESTAMP)


def _split(second: float) -> tuple[int, int]:
    second = number(second)
    return int(second), round((second - int(second)) * 1_000_000)


def _local(ticks: float) -> tuple[tuple[int, ...], float]:
    """localtime_r: year to second of the local time, and the fraction of the second."""
    whole = floor(ticks) if isfinite(ticks) else ticks
    try:
        return localtime(whole)[:6], ticks - whole
    except (OSError, OverflowError, ValueError):  # an infinite time, no time, or a year beyond C's integers
        raise InterfaceError("failed localtime call") from None


@c_function
def DateFromTicks(ticks: float, /) -> datetime:
    """The local date of ``ticks`` seconds since the epoch."""
    (year, month, day, *_), _ = _local(number(ticks))
    return Date(year, month, day)


@c_function
def TimeFromTicks(ticks: float, /) -> datetime:
    """The local time of ``ticks`` seconds since the epoch."""
    (_, _, _, hour, minute, second), fraction = _local(number(ticks))
    return Time(hour, minute, second + fraction)


@c_function
def TimestampFromTicks(ticks: float, /) -> datetime:
    """The local time of ``ticks`` seconds since the epoch, with its zone."""
    (year, month, day, hour, minute, second), fraction = _local(number(ticks))
    local = Timestamp(year, month, day, hour, minute, second + fraction)
    return datetime(local._adapted.astimezone(), TIMESTAMP)
