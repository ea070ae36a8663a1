"""``extensions.ISQLQuote``: the protocol that adapters follow."""

from __future__ import annotations

from typing import Any

from .._extension.arguments import c_function
from .._extension.attributes import lacks, member, public, unpicklable


@public("psycopg2.extensions")
class ISQLQuote:
    """The protocol adapters follow: ``getquoted()`` gives the SQL literal as bytes (or ASCII str)."""

    __slots__ = ("_value",)

    @c_function
    def __init__(self, wrapped: Any, /, **_: Any) -> None:
        self._value = wrapped

    _wrapped = member("_value", "What is to be quoted.")

    __getattr__ = lacks
    __reduce_ex__ = unpicklable

    def getbinary(self) -> Any:
        """Not used by psycopg2."""
        return None

    def getbuffer(self) -> Any:
        """Not used by psycopg2."""
        return None

    def getquoted(self) -> Any:
        """The SQL literal; to be overridden."""
        return None
