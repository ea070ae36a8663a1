"""``%s`` and ``%(name)s`` into SQL literals: how ``execute`` merges a query and its parameters.

Imports ``_adapt``. The rules, texts and types of the errors are psycopg2's, which are CPython's of ``bytes % args``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._adapt import quoted
from ._exceptions import ProgrammingError, client_error

if TYPE_CHECKING:
    from ._cursor import cursor as Cursor


def merge(query: bytes, variables: Any, cursor: Cursor) -> bytes:
    """``query`` with its placeholders replaced.

    IndexError or KeyError for a missing parameter, TypeError for one too many, ValueError for a format other
    than ``s``, ProgrammingError for a value that cannot be adapted.
    """
    arguments = _Arguments(variables, cursor)
    pieces = []
    formats = []  # where each placeholder's format character is; looked at when all values have been adapted
    position = 0
    while True:
        percent = query.find(b"%", position)
        if percent < 0:
            break
        pieces.append(query[position:percent])
        follows = query[percent + 1 : percent + 2]
        if follows == b"s":
            pieces.append(arguments.next())
            position = percent + 2
        elif follows == b"%":
            pieces.append(b"%")
            position = percent + 2
        elif follows == b"(":
            end = query.find(b")", percent)
            if end < 0 or b"%" in query[percent + 1 : end]:
                raise client_error(ProgrammingError, "incomplete placeholder: '%(' without ')'", cursor)
            pieces.append(arguments.named(query[percent + 2 : end]))
            formats.append(end + 1)
            position = end + 2
        else:
            arguments.next()
            formats.append(percent + 1)
            position = percent + 2
    pieces.append(query[position:])
    for index in formats:
        _check_format(query, index)
    arguments.check_all_used()
    return b"".join(pieces)


def _check_format(query: bytes, index: int) -> None:
    """ValueError unless the character at ``index`` is ``s``."""
    if index >= len(query):
        raise ValueError("incomplete format")
    code = query[index]
    if code != 0x73:
        raise ValueError(f"unsupported format character '{chr(code)}' (0x{code:x}) at index {index}")


class _Arguments:
    """The parameters, by position or by name but not both."""

    def __init__(self, variables: Any, cursor: Cursor) -> None:
        self._variables = variables
        self._cursor = cursor
        self._taken = 0
        self._kind = ""
        self._literals: dict[str, bytes] = {}

    def _be(self, kind: str) -> None:
        if self._kind and self._kind != kind:
            raise client_error(ProgrammingError, "argument formats can't be mixed", self._cursor)
        self._kind = kind

    def next(self) -> bytes:
        """The literal of the next parameter."""
        self._be("positional")
        variables = self._variables
        if isinstance(variables, dict):
            raise TypeError("dict is not a sequence")
        if not hasattr(type(variables), "__getitem__") or isinstance(variables, (set, frozenset)):
            raise TypeError(f"'{type(variables).__name__}' object does not support indexing")
        value = variables[self._taken]
        self._taken += 1
        return self._literal(value)

    def named(self, name: bytes) -> bytes:
        """The literal of the parameter ``name``; adapted once however often it is used."""
        self._be("named")
        key = name.decode(self._cursor._conn._codec)
        if key not in self._literals:
            self._literals[key] = self._literal(self._variables[key])
        return self._literals[key]

    def _literal(self, value: Any) -> bytes:
        return b"NULL" if value is None else quoted(value, self._cursor._conn)

    def check_all_used(self) -> None:
        """TypeError if parameters are left over."""
        if self._kind == "named" or isinstance(self._variables, dict):
            return
        if self._kind == "positional" and self._taken < len(self._variables):
            raise TypeError("not all arguments converted during string formatting")
