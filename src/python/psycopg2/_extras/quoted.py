"""The parts of a statement that are quoted: names, values, and the places where values will be. For ``sql``."""

from __future__ import annotations

from typing import Any

from .. import extensions as _ext
from .._extension.attributes import public
from .._adapters.composable import Composable


@public("psycopg2.sql")
class Identifier(Composable):
    """A name, or several joined by dots: ``Identifier("schema", "table")``."""

    def __init__(self, *strings: str) -> None:
        if not strings:
            raise TypeError("Identifier cannot be empty")
        for text in strings:
            if not isinstance(text, str):
                raise TypeError("SQL identifier parts must be strings")
        super().__init__(strings)

    @property
    def strings(self) -> tuple[str, ...]:
        """The names."""
        return self._wrapped

    @property
    def string(self) -> str:
        """The name, if it is one; else AttributeError."""
        if len(self._wrapped) == 1:
            return self._wrapped[0]
        raise AttributeError("the Identifier wraps more than one than one string")

    def __repr__(self) -> str:
        return f"Identifier({', '.join(map(repr, self._wrapped))})"

    def as_string(self, context: Any) -> str:
        """The quoted names."""
        return ".".join(_ext.quote_ident(text, context) for text in self._wrapped)


@public("psycopg2.sql")
class Literal(Composable):
    """A value, quoted as ``execute`` would."""

    @property
    def wrapped(self) -> Any:
        """The value."""
        return self._wrapped

    def as_string(self, context: Any) -> str:
        """The value's SQL literal."""
        if isinstance(context, _ext.connection):
            conn = context
        elif isinstance(context, _ext.cursor):
            conn = context.connection
        else:
            raise TypeError("context must be a connection or a cursor")
        adapted = _ext.adapt(self._wrapped)
        if hasattr(adapted, "prepare"):
            adapted.prepare(conn)
        literal = adapted.getquoted()
        return literal.decode(_ext.encodings[conn.encoding]) if isinstance(literal, bytes) else literal


@public("psycopg2.sql")
class Placeholder(Composable):
    """``%s``, or ``%(name)s``."""

    def __init__(self, name: str | None = None) -> None:
        if isinstance(name, str):
            if ")" in name:
                raise ValueError(f"invalid name: {name!r}")
        elif name is not None:
            raise TypeError(f"expected string or None as name, got {name!r}")
        super().__init__(name)

    @property
    def name(self) -> str | None:
        """The name, None for ``%s``."""
        return self._wrapped

    def __repr__(self) -> str:
        return f"Placeholder({self._wrapped!r})" if self._wrapped is not None else "Placeholder()"

    def as_string(self, context: Any) -> str:
        """The placeholder."""
        return f"%({self._wrapped})s" if self._wrapped is not None else "%s"
