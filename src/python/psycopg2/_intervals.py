"""Intervals as text to timedelta. Imports ``_exceptions`` only."""

from __future__ import annotations

import datetime as dt

from ._exceptions import NotSupportedError


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
        return dt.timedelta(microseconds=_whole_number(text))
    if part == 4:
        minutes = value
    elif part == 5:
        seconds = value
    micros = int((fraction + "000000")[:6]) + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000
    return dt.timedelta(days=days, microseconds=sign * micros)


def _whole_number(text: str) -> int:
    """What is no interval in any style is a number of microseconds, in C's notation."""
    try:
        return int(text, 0)
    except ValueError:
        base = 0 if text.startswith("0") else 10
        raise ValueError(f"invalid literal for int() with base {base}: {text!r}") from None
