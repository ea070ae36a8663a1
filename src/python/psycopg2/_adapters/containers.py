"""The adapters of lists and tuples."""

from __future__ import annotations

from typing import Any

from .adapt import adapt, quoted
from .builtin import adapter
from .._extension.arguments import c_function, wrong_type
from .._extension.attributes import public
from .._connection.connection import connection


@public("psycopg2._psycopg")
@adapter
class List:
    """``ARRAY[…]``; without any value to tell a type, ``'{}'``."""

    __slots__ = ("_adapted", "_conn")

    def __init__(self, obj: Any) -> None:
        self._adapted = obj
        self._conn: connection | None = None

    @c_function
    def prepare(self, conn: connection, /) -> None:
        """Let the items use ``conn``."""
        if not isinstance(conn, connection):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        self._conn = conn

    def getquoted(self) -> bytes:
        """The literal; NULLs alone, nested or not, become ``'{{NULL}}'``."""
        if not self._adapted:
            return b"'{}'"
        items, only_nulls = self._items()
        if only_nulls:
            return b"'{" + b",".join(items) + b"}'"
        return b"ARRAY[" + b",".join(items) + b"]"

    def _items(self) -> tuple[list[bytes], bool]:
        """The items' literals, and whether there are but NULLs and lists of NULLs."""
        items = []
        only_nulls = True
        for item in self._adapted:
            if item is None:
                items.append(b"NULL")
            elif isinstance(item, list) and not item:
                items.append(b"ARRAY[]")
                only_nulls = False
            else:
                items.append(quoted(item, self._conn))
                only_nulls = only_nulls and isinstance(item, list) and items[-1].startswith(b"'{")
        if only_nulls:  # written as text, in which nested lists have no quotes of their own
            items = [item.strip(b"'") for item in items]
        return items, only_nulls


@public("psycopg2.extensions")
class SQL_IN:
    """A tuple: ``(1, 2)``, for IN."""

    def __init__(self, seq: Any) -> None:
        self._seq = seq
        self._conn: connection | None = None

    def prepare(self, conn: connection) -> None:
        """Let the items use ``conn``."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """The items between parentheses."""
        adapted = [adapt(item) for item in self._seq]
        if self._conn is not None:
            for item in adapted:
                if hasattr(item, "prepare"):
                    item.prepare(self._conn)
        return b"(" + b", ".join(item.getquoted() for item in adapted) + b")"

    def __str__(self) -> str:
        return str(self.getquoted())
