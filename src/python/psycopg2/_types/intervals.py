"""Intervals as text to timedelta."""

from __future__ import annotations

import datetime as dt

from .._errors.exceptions import NotSupportedError


def load_interval(raw: bytes) -> dt.timedelta:
    """``1 year 2 mons 3 days 04:05:06.7``: a year is 365 days and a month 30, as psycopg2 counts.

    Reads character by character as psycopg2 does, so that other styles come out equally wrong; a minus holds for
    all of the time that follows it. OverflowError for a number that is no C int.
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
            days += _component(value) * sign * (365, 30, 1)["ymd".index(character)]
            part = "ymd".index(character) + 1
            value, sign = 0, 1
            space = text.find(" ", position)
            position = space if space >= 0 else end
        elif character == ":" and part <= 4:
            if part <= 3:
                hours, part = _component(value), 4
            else:
                minutes, part = _component(value), 5
            value = 0
        elif character == "." and part == 5:
            seconds, part, value = _component(value), 6, 0
        position += 1
    if part == 0:
        return dt.timedelta(microseconds=_whole_number(text))
    if part == 4:
        minutes = _component(value)
    elif part == 5:
        seconds = _component(value)
    micros = _micros(fraction) + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000
    return dt.timedelta(days=days, microseconds=sign * micros)


def _component(value: int) -> int:
    if value > 0x7FFFFFFF:
        raise OverflowError("interval component too big")
    return value


def _micros(fraction: str) -> int:
    """The digits after the point of the seconds, as microseconds; half a microsecond is rounded up."""
    return (2_000_000 * _component(int(fraction or 0)) // 10 ** len(fraction) + 1) // 2


def _whole_number(text: str) -> int:
    """What is no interval in any style is a number of microseconds, in C's notation."""
    try:
        return int(text, 0)
    except ValueError:
        base = 0 if text.startswith("0") else 10
        raise ValueError(f"invalid literal for int() with base {base}: {text!r}") from None
