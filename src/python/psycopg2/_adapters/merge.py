"""``%s`` and ``%(name)s`` into SQL literals: how ``execute`` merges a query and its parameters.

Two passes, as psycopg2 makes: first every parameter is adapted, then the query is formatted, so
a value that cannot be adapted is told before a format that is wrong. Texts of errors are CPython's of ``bytes % args``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from .adapt import quoted
from .._extension.arguments import type_name, written_in_c
from .._errors.exceptions import ProgrammingError, client_error

if TYPE_CHECKING:
    from .._connection.connection import connection


class Cursor(Protocol):
    """What of a cursor counts here."""

    @property
    def _conn(self) -> connection: ...


_PERCENT = b"%"
_FORMAT = re.compile(rb"%(.|\Z)", re.DOTALL)


def merge(query: bytes, variables: Any, cursor: Cursor) -> bytes:
    """``query`` with its placeholders replaced.

    IndexError or KeyError for a missing parameter, TypeError for one too many, ValueError for a format other
    than ``s``, ProgrammingError for a value that cannot be adapted.
    """
    if type(variables) in (tuple, list) and _marks(query) == len(variables):
        conn = cursor._conn
        return query % tuple([b"NULL" if value is None else quoted(value, conn) for value in variables])
    positional, named = _adapt_all(query, variables, cursor)
    pieces = []
    taken = 0
    position = 0
    while True:
        percent = query.find(_PERCENT, position)
        if percent < 0:
            break
        pieces.append(query[position:percent])
        index = percent + 1
        key = None
        if query[index : index + 1] == b"(":
            end = _closing(query, index)
            key, index = query[index + 1 : end], end + 1
        position = index + 1
        code = query[index:position]
        if not code:
            raise ValueError("incomplete format")
        if code == _PERCENT:
            pieces.append(_PERCENT)
        elif code > b"\x7f":
            raise ValueError  # psycopg2 has no text for these either
        elif code != b"s":
            raise ValueError(f"unsupported format character '{chr(code[0])}' (0x{code[0]:x}) at index {index}")
        elif key is not None:
            if key not in named:  # hidden from the first pass by a stray %
                raise KeyError(key.decode())
            pieces.append(named[key])
        else:
            pieces.append(positional[taken])
            taken += 1
    pieces.append(query[position:])
    if positional and taken < len(variables):
        raise TypeError("not all arguments converted during string formatting")
    return b"".join(pieces)


@lru_cache(64)
def _marks(query: bytes) -> int | None:
    """How many ``%s`` there are; None if there is anything else than those and ``%%`` to be formatted."""
    codes = _FORMAT.findall(query)
    return codes.count(b"s") if {b"s", _PERCENT}.issuperset(codes) else None


def _closing(query: bytes, start: int) -> int:
    """Where the parenthesis opened at ``start`` is closed; names may have some of their own."""
    depth = 0
    for index in range(start, len(query)):
        depth += (query[index] == 0x28) - (query[index] == 0x29)
        if not depth:
            return index
    raise ValueError("incomplete format key")


def _adapt_all(query: bytes, variables: Any, cursor: Cursor) -> tuple[list[bytes], dict[bytes, bytes]]:
    """The literals of the parameters the query asks for: by position, or by name, each adapted once."""
    conn = cursor._conn
    positional: list[bytes] = []
    named: dict[bytes, bytes] = {}
    kind = ""
    position = query.find(_PERCENT)
    while position >= 0:
        follows = query[position + 1 : position + 2]
        if follows == _PERCENT:
            position = query.find(_PERCENT, position + 2)
            continue
        wanted = "named" if follows == b"(" else "positional"
        if kind not in ("", wanted):
            raise client_error(ProgrammingError, "argument formats can't be mixed", cursor)
        kind = wanted
        if kind == "positional":
            value = _item(variables, len(positional))
            positional.append(b"NULL" if value is None else quoted(value, conn))
            position = query.find(_PERCENT, position + 1)
            continue
        end = query.find(b")", position)
        if end < 0 or _PERCENT in query[position + 1 : end]:
            raise client_error(ProgrammingError, "incomplete placeholder: '%(' without ')'", cursor)
        key = query[position + 2 : end]
        value = variables[key.decode()]  # as UTF-8, whatever the encoding of the query is
        if key not in named:
            named[key] = b"NULL" if value is None else quoted(value, conn)
        position = query.find(_PERCENT, end + 1)
    return positional, named


def _item(variables: Any, index: int) -> Any:
    if isinstance(variables, dict) and written_in_c(type(variables)):  # others may know numbers, too
        raise TypeError(f"{type_name(type(variables))} is not a sequence")
    if not any("__getitem__" in vars(cls) for cls in type(variables).__mro__):
        raise TypeError(f"'{type_name(type(variables))}' object does not support indexing")
    return variables[index]
