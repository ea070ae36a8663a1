"""ISO texts of dates and times, character by character as psycopg2 reads them, so that other styles come out equally wrong.

Imports ``_exceptions`` only.
"""

from __future__ import annotations

from ._exceptions import DataError


def parse_date(text: str) -> tuple[int, int, int, int, str]:
    """How many of three numbers were found, year, month, day, and what follows; -1 stands for a number without digits.

    A number ends at ``-``, a space or ``T``; what else is no digit is passed over. Years BC are negative.
    """
    parts: list[int] = []
    number = -1
    position = 0
    while position < len(text) and len(parts) < 3:
        character = text[position]
        if character in "- T":
            parts.append(number)
            number = -1
        elif "0" <= character <= "9":
            number = max(number, 0) * 10 + int(character)
        position += 1
    if number != -1:
        parts.append(number)
    year, month, day = (parts + [0, 0, 0])[:3]
    return len(parts), -year if text.endswith("BC") else year, month, day, text[position:]


def parse_time(text: str) -> tuple[int, int, int, int, int | None]:
    """Hour, minute, second, microsecond, and the offset in seconds, None if there is none; DataError.

    The hour 24 is 0; a fraction has as many digits as it has. What is neither digit nor sign is passed over.
    """
    parts = [0, 0, 0, 0, 0, 0, 0]  # hours, minutes, seconds, fraction; hours, minutes, seconds of the offset
    number = -1
    digits = at = 0
    sign: int | None = None
    for character in text:
        if at > 6:
            break
        if "0" <= character <= "9":
            number = max(number, 0) * 10 + int(character)
            digits += at == 3
        elif character in ":.+-":
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
    seconds = None if sign is None else sign * (offset[0] * 3600 + offset[1] * 60 + offset[2])
    return 0 if hour == 24 else hour, minute, second, micro, seconds
