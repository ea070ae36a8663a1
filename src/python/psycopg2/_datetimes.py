"""Dates, times and intervals as ISO text to Python. Imports ``_exceptions`` only.

The server writes ``2020-01-02 03:04:05.006+02:30``, ``infinity`` or, in the first millennia, ``… BC``.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Any, Callable

from ._exceptions import DataError, NotSupportedError


def load_date(raw: bytes) -> dt.date:
    """``infinity`` is ``date.max``; a year that Python lacks is a ValueError."""
    text = raw.decode()
    if text == "infinity":
        return dt.date.max
    if text == "-infinity":
        return dt.date.min
    if len(text) == 10 and text[4] == "-":
        return dt.date(int(text[:4]), int(text[5:7]), int(text[8:]))
    return _odd_date(text)


def _odd_date(text: str) -> dt.date:
    try:
        year, month, day = text.replace(" BC", "").split("-")
    except ValueError:
        raise DataError("unable to parse date") from None
    return dt.date(-int(year) if text.endswith("BC") else int(year), int(month), int(day))


# Since Python 3.11 the parser written in C reads what the server writes, and refuses what it does not understand.
_READS_ALL = sys.version_info >= (3, 11)


def load_timestamp(raw: bytes) -> dt.datetime:
    """Without a zone."""
    text = raw.decode()
    if _READS_ALL and len(text) > 10:
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass  # infinity, BC, far future: below
    return _timestamp(text, None)


def timestamptz_loader(cursor: Any) -> Callable[[bytes], dt.datetime]:
    """With the zone that ``cursor.tzinfo_factory`` makes of the offset."""
    zone = _zones(cursor)
    if not _READS_ALL or cursor is not None and cursor.tzinfo_factory is not dt.timezone:
        return lambda raw: _timestamp(raw.decode(), zone)
    read = dt.datetime.fromisoformat

    def load(raw: bytes) -> dt.datetime:
        text = raw.decode()
        try:
            return read(text)
        except ValueError:
            return _timestamp(text, zone)

    return load


def _zones(cursor: Any) -> Callable[[str], dt.tzinfo | None]:
    """Offset text (``+02:30``) to tzinfo; most rows of a result share one, so the last ones are kept."""
    factory = cursor.tzinfo_factory if cursor is not None else dt.timezone
    known: dict[str, Any] = {}

    def zone(offset: str) -> Any:
        if offset not in known:
            known[offset] = factory(parse_offset(offset)) if factory is not None else None
        return known[offset]

    return zone


def parse_offset(text: str) -> dt.timedelta:
    """``+hh``, ``-hh:mm`` or ``+hh:mm:ss``."""
    hours, minutes, seconds = ([int(part) for part in text[1:].split(":")] + [0, 0])[:3]
    offset = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if text[0] == "-" else offset


def _timestamp(text: str, zone: Callable[[str], Any] | None) -> dt.datetime:
    if text in ("infinity", "-infinity"):
        limit = dt.datetime.max if text == "infinity" else dt.datetime.min
        return limit.replace(tzinfo=zone("+00")) if zone is not None else limit
    date, _, rest = text.partition(" ")
    if rest.endswith(" BC"):
        day = _odd_date(date + " BC")
        rest = rest[:-3]
    else:
        day = None
    if day is None and date.count("-") != 2:
        raise DataError("unable to parse date")
    clock, offset = split_offset(rest)
    tzinfo = zone(offset) if zone is not None and offset else None
    hour, minute, second, micro = parse_clock(clock) if clock else (0, 0, 0, 0)
    year, month, number = map(int, date.split("-")) if day is None else (day.year, day.month, day.day)
    return dt.datetime(year, month, number, hour, minute, second, micro, tzinfo)


def split_offset(text: str) -> tuple[str, str]:
    """``03:04:05+02`` to (``03:04:05``, ``+02``)."""
    for position in range(5, len(text)):
        if text[position] in "+-":
            return text[:position], text[position:]
    return text, ""


def parse_clock(text: str) -> tuple[int, int, int, int]:
    """``03:04:05.006`` to numbers, the last in microseconds."""
    try:
        hour, minute, rest = text.split(":")
        second, _, fraction = rest.partition(".")
        return int(hour), int(minute), int(second), int((fraction + "000000")[:6]) if fraction else 0
    except ValueError:
        raise DataError("unable to parse time") from None


def time_loader(cursor: Any) -> Callable[[bytes], dt.time]:
    """time and timetz; 24:00:00 is midnight."""
    zone = _zones(cursor)

    def load(raw: bytes) -> dt.time:
        clock, offset = split_offset(raw.decode())
        hour, minute, second, micro = parse_clock(clock)
        return dt.time(0 if hour == 24 else hour, minute, second, micro, zone(offset) if offset else None)

    return load


def load_interval(raw: bytes) -> dt.timedelta:
    """``1 year 2 mons 3 days 04:05:06.7``: a year is 365 days and a month 30, as psycopg2 counts.

    Reads character by character as psycopg2 does, so that other styles come out equally wrong; a minus holds for
    all of the time that follows it.
    """
    text = raw.decode()
    if text.startswith("P"):
        raise NotSupportedError("iso_8601 intervalstyle currently not supported")
    days = value = hours = minutes = seconds = part = 0
    sign = 1
    fraction = ""
    position, end = 0, len(text)
    while position < end:
        character = text[position]
        if "0" <= character <= "9":
            value = value * 10 + int(character)
            if part == 6:
                fraction += character
        elif character == "-":
            sign = -1
        elif character in "ymd" and part <= "ymd".index(character):
            days += value * sign * (365, 30, 1)["ymd".index(character)]
            part = "ymd".index(character) + 1
            value, sign = 0, 1
            space = text.find(" ", position)
            position = space if space >= 0 else end
        elif character == ":" and part <= 4:
            if part <= 3:
                hours, part = value, 4
            else:
                minutes, part = value, 5
            value = 0
        elif character == "." and part == 5:
            seconds, part, value = value, 6, 0
        position += 1
    if part == 0:
        return dt.timedelta(microseconds=int(text))
    if part == 4:
        minutes = value
    elif part == 5:
        seconds = value
    micros = int((fraction + "000000")[:6]) + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000
    return dt.timedelta(days=days, microseconds=sign * micros)
