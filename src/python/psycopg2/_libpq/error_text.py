"""The text of a server's error or notice as libpq prints it at its default verbosity.

Observed with libpq 15 and 17.
"""

from __future__ import annotations

# Beyond this many columns libpq shows an excerpt of the line around the position.
WINDOW = 60
MIN_RIGHT = 10


def error_text(fields: dict[str, str], query: str | None = None, context: bool = True) -> str:
    """``'ERROR:  message\\n'`` and, where the server sent them, LINE, DETAIL, HINT, QUERY, CONTEXT."""
    lines = []
    head = fields.get("S", "") + ":  " if "S" in fields else ""
    lines.append(head + fields.get("M", "") + "\n")
    position, shown = fields.get("P"), query
    if position is None and fields.get("p"):
        position, shown = fields["p"], fields.get("q")
    if position is not None and position.isdigit():
        if shown is not None:
            lines.append(error_line(shown, int(position)))
        else:
            lines[0] = lines[0][:-1] + f" at character {position}\n"
    for code, label in (("D", "DETAIL"), ("H", "HINT"), ("q", "QUERY"), ("W", "CONTEXT")):
        if fields.get(code) is not None and (context or code != "W"):
            lines.append(f"{label}:  {fields[code]}\n")
    return "".join(lines)


def error_line(query: str, position: int) -> str:
    """``LINE n: …`` with a caret under the character ``position`` (counted from 1) of ``query``."""
    position -= 1
    if position < 0 or not query:
        return ""
    position = min(position, len(query))
    before = query[:position].replace("\r\n", "\n").replace("\r", "\n")
    number = before.count("\n") + 1
    start = max(query.rfind("\n", 0, position), query.rfind("\r", 0, position)) + 1
    ends = [end for end in (query.find("\n", position), query.find("\r", position)) if end >= 0]
    end = min(ends) if ends else len(query)
    line = query[start:end].replace("\t", " ")
    widths = [_width(character) for character in line]
    caret = position - start
    first, last, left_cut, right_cut = _excerpt(widths, caret)
    prefix = f"LINE {number}: " + ("..." if left_cut else "")
    shown = line[first:last] + ("..." if right_cut else "")
    column = sum(_width(character) for character in prefix) + sum(widths[first:caret])
    return f"{prefix}{shown}\n{' ' * column}^\n"


def _excerpt(widths: list[int], caret: int) -> tuple[int, int, bool, bool]:
    """(first, last, cut on the left, cut on the right): which characters of a long line to show."""
    first, last = 0, len(widths)
    if sum(widths) <= WINDOW:
        return first, last, False, False
    # First shorten the right end, keeping MIN_RIGHT columns after the caret; then the left.
    if sum(widths[:caret]) + MIN_RIGHT <= WINDOW:
        while sum(widths[:last]) > WINDOW:
            last -= 1
        return first, last, False, True
    right_cut = False
    while sum(widths[caret:last]) > MIN_RIGHT:
        last -= 1
        right_cut = True
    while sum(widths[first:last]) > WINDOW:
        first += 1
    return first, last, first > 0, right_cut


def _width(character: str) -> int:
    """Columns a terminal gives a character."""
    if character < "\u0300":
        return 1
    from unicodedata import east_asian_width

    return 2 if east_asian_width(character) in "WF" else 1
