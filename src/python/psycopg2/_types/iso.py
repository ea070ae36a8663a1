"""ISO texts of dates and times, character by character as psycopg2 reads them, so that other styles come out equally wrong."""

from __future__ import annotations

from .._errors.exceptions import DataError


def parse_date(text: str) -> tuple[int, int, int, int, str]:
    """How many of three numbers were found, year, month, day, and what follows; -1 stands for a number without digits.

    A number ends at ``-``, a space or ``T``; everything else is a digit. Years BC are negative.
    """
    parts: list[int] = []
    number = -1
    position = 0
    while position < len(text) and len(parts) < 3:
        character = text[position]
        if character in "- T":
            parts.append(number)
            number = -1
        else:
            number = _with_digit(number, character)
        position += 1
    if number != -1:
        parts.append(number)
    year, month, day = (parts + [0, 0, 0])[:3]
    return len(parts), -year if text.endswith("BC") else year, month, day, text[position:]


def parse_time(text: str) -> tuple[int, int, int, int, int | None]:
    """Hour, minute, second, microsecond, and the offset in seconds, None if there is none; DataError.

    The hour 24 is 0, the second 60 one of the next minute; a fraction has as many digits as it has. `` BC`` is passed over; what else
    is no sign is a digit.
    """
    parts = [0, 0, 0, 0, 0, 0, 0]  # hours, minutes, seconds, fraction; hours, minutes, seconds of the offset
    number = -1
    digits = at = 0
    sign: int | None = None
    for character in text:
        if at > 6:
            break
        if character in " BC":
            continue
        if character not in ":.+-":
            number = _with_digit(number, character)
            digits += at == 3
        else:
            if character != ":" and (at != 2 if character == "." else at not in (2, 3)):
                raise DataError("unable to parse time")
            parts[at] = number
            number = -1
            at += 1
            if character in "+-":
                sign = -1 if character == "-" else 1
                at = 4
    if number != -1:
        parts[at] = number
        at += at < 4
    if not 3 <= at <= 6:
        raise DataError("unable to parse time")
    hour, minute, second, fraction, *offset = parts
    micro = fraction * 10 ** max(0, 6 - digits)
    if second > 59:
        minute, second = minute + 1, second - 60
    seconds = None if sign is None else sign * (offset[0] * 3600 + offset[1] * 60 + offset[2])
    return 0 if hour == 24 else hour, minute, second, micro, seconds


def _with_digit(number: int, character: str) -> int:
    """``number``, -1 for none yet, with one more digit: what is none counts by its distance from ``0``, as in C."""
    return (0 if number == -1 else number * 10) + ord(character) - ord("0")
