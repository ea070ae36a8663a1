"""Dates, times and intervals as ISO text to Python.

The server writes ``2020-01-02 03:04:05.006+02:30``, ``infinity`` or, in the first millennia, ``… BC``.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any, Callable

from .._errors.exceptions import DataError
from .iso import parse_date, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .typecast import ColumnLoader


def load_date(raw: bytes) -> dt.date:
    """``infinity`` is ``date.max``; a year that Python lacks is a ValueError."""
    text = raw.decode()
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    if text in ("infinity", "-infinity"):
        return dt.date.max if text == "infinity" else dt.date.min
    found, year, month, day, _ = parse_date(text)
    if found != 3:
        raise DataError("unable to parse date")
    return dt.date(year, month, day)


# Since Python 3.11 the parser written in C reads what the server writes; what is not of that form is read below.
_READS_ALL = sys.version_info >= (3, 11)
# The characters around the numbers of a timestamp, and the hour that is the day after to Python, and the same day to psycopg2.
_USUAL, _MIDNIGHT = "-- ::", "24"


def load_timestamp(raw: bytes) -> dt.datetime:
    """Without a zone."""
    text = raw.decode()
    if _READS_ALL and text[4:17:3] == _USUAL and text[11:13] != _MIDNIGHT:
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass  # BC, far future
    return _timestamp(text, None)


def timestamptz_loader(cursor: Any) -> Callable[[bytes], dt.datetime]:
    """With the zone that ``cursor.tzinfo_factory`` makes of the offset."""
    zone = _zones(cursor)
    if not _READS_ALL or cursor is not None and cursor._tzinfo_factory is not dt.timezone:
        return lambda raw: _timestamp(raw.decode(), zone)
    read = dt.datetime.fromisoformat

    def load(raw: bytes) -> dt.datetime:
        text = raw.decode()
        if text[4:17:3] == _USUAL and text[11:13] != _MIDNIGHT:
            try:
                return read(text)
            except ValueError:
                pass
        return _timestamp(text, zone)

    return load


def dates(cursor: Any) -> ColumnLoader:
    """For columns as the server writes them; what is not of the usual form is a ValueError, as below."""
    return lambda column: map(dt.date.fromisoformat, map(bytes.decode, column))


def timestamps(cursor: Any) -> ColumnLoader | None:
    """Without a zone; None where Python cannot read them by itself."""
    return _timestamps if _READS_ALL else None


def timestamptzs(cursor: Any) -> ColumnLoader | None:
    """With the zones that Python makes; None where it cannot, or is not to."""
    return _timestamps if _READS_ALL and cursor._tzinfo_factory is dt.timezone else None


def _timestamps(column: Iterable[bytes]) -> Iterable[dt.datetime]:
    return map(dt.datetime.fromisoformat, map(bytes.decode, column))


def _zones(cursor: Any) -> Callable[[int], dt.tzinfo | None]:
    """Offset in seconds to tzinfo; most rows of a result share one, so the last ones are kept."""
    factory = cursor._tzinfo_factory if cursor is not None else dt.timezone
    known: dict[int, Any] = {}

    def zone(offset: int) -> Any:
        if offset not in known:
            known[offset] = factory(dt.timedelta(seconds=offset)) if factory is not None else None
        return known[offset]

    return zone


def _timestamp(text: str, zone: Callable[[int], Any] | None) -> dt.datetime:
    if text in ("infinity", "-infinity"):
        limit = dt.datetime.max if text == "infinity" else dt.datetime.min
        return limit if zone is None or zone(0) is None else limit.replace(tzinfo=dt.timezone.utc)
    found, year, month, day, rest = parse_date(text)
    if found != 3:
        raise DataError("unable to parse date")
    hour = minute = second = micro = 0
    offset = None
    if rest:
        hour, minute, second, micro, offset = parse_time(rest)
    tzinfo = zone(offset) if zone is not None and offset is not None else None
    return dt.datetime(year, month, day, hour, minute, second, micro, tzinfo)


def time_loader(cursor: Any) -> Callable[[bytes], dt.time]:
    """time and timetz; 24:00:00 is midnight."""
    zone = _zones(cursor)

    def load(raw: bytes) -> dt.time:
        hour, minute, second, micro, offset = parse_time(raw.decode())
        return dt.time(hour, minute, second, micro, None if offset is None else zone(offset))

    return load
