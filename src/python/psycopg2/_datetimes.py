"""Dates, times and intervals as ISO text to Python. Imports ``_exceptions`` only.

The server writes ``2020-01-02 03:04:05.006+02:30``, ``infinity`` or, in the first millennia, ``… BC``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable

from ._exceptions import DataError


def load_date(raw: bytes) -> dt.date:
    """``infinity`` is ``date.max``; a year that Python lacks is a ValueError."""
    text = raw.decode()
    if text == "infinity":
        return dt.date.max
    if text == "-infinity":
        return dt.date.min
    try:
        return dt.date(int(text[:4]), int(text[5:7]), int(text[8:10])) if len(text) == 10 else _odd_date(text)
    except ValueError as error:
        if isinstance(error, ValueError) and "invalid literal" in str(error):
            raise DataError("unable to parse date") from None
        raise


def _odd_date(text: str) -> dt.date:
    year, month, day = text.replace(" BC", "").split("-")
    return dt.date(-int(year) if text.endswith("BC") else int(year), int(month), int(day))


def load_timestamp(raw: bytes) -> dt.datetime:
    """Without a zone."""
    return _timestamp(raw.decode(), None)


def timestamptz_loader(cursor: Any) -> Callable[[bytes], dt.datetime]:
    """With the zone that ``cursor.tzinfo_factory`` makes of the offset."""
    zone = _zones(cursor)
    return lambda raw: _timestamp(raw.decode(), zone)


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
    clock, offset = split_offset(rest)
    tzinfo = zone(offset) if zone is not None and offset else None
    try:
        year, month, number = date.split("-")
        hour, minute, second, micro = parse_clock(clock)
    except ValueError:
        raise DataError("unable to parse time") from None
    if day is not None:
        year, month, number = str(day.year), str(day.month), str(day.day)
    return dt.datetime(int(year), int(month), int(number), hour, minute, second, micro, tzinfo)


def split_offset(text: str) -> tuple[str, str]:
    """``03:04:05+02`` to (``03:04:05``, ``+02``)."""
    for position in range(5, len(text)):
        if text[position] in "+-":
            return text[:position], text[position:]
    return text, ""


def parse_clock(text: str) -> tuple[int, int, int, int]:
    """``03:04:05.006`` to numbers, the last in microseconds."""
    hour, minute, rest = text.split(":")
    second, _, fraction = rest.partition(".")
    return int(hour), int(minute), int(second), int((fraction + "000000")[:6]) if fraction else 0


def time_loader(cursor: Any) -> Callable[[bytes], dt.time]:
    """time and timetz; 24:00:00 is midnight."""
    zone = _zones(cursor)

    def load(raw: bytes) -> dt.time:
        clock, offset = split_offset(raw.decode())
        hour, minute, second, micro = parse_clock(clock)
        return dt.time(0 if hour == 24 else hour, minute, second, micro, zone(offset) if offset else None)

    return load


def load_interval(raw: bytes) -> dt.timedelta:
    """``1 year 2 mons 3 days 04:05:06.7``: a year is 365 days and a month 30, as psycopg2 counts."""
    text = raw.decode()
    days = 0
    micros = 0
    words = text.split()
    index = 0
    while index < len(words):
        word = words[index]
        if ":" in word:
            negative = word.startswith("-")
            try:
                hour, minute, second, micro = parse_clock(word.lstrip("+-"))
            except ValueError:
                raise DataError("unable to parse interval") from None
            micros = ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro
            micros = -micros if negative else micros
            index += 1
            continue
        try:
            unit = words[index + 1]
            number = int(word)
        except (IndexError, ValueError):
            raise DataError("unable to parse interval") from None
        days += number * (365 if unit.startswith("year") else 30 if unit.startswith("mon") else 1)
        index += 2
    return dt.timedelta(days=days, microseconds=micros)
