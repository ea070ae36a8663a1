"""SQL composed of parts, each quoted as what it is; for names, which parameters cannot stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import extensions as _ext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Composable:
    """A part of a statement; parts join with ``+`` and repeat with ``*``."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._wrapped!r})"

    def as_string(self, context: Any) -> str:
        """The text for ``context``, a connection or cursor."""
        raise NotImplementedError

    def __add__(self, other: Any) -> Composed:
        if isinstance(other, Composed):
            return Composed([self]) + other
        if isinstance(other, Composable):
            return Composed([self]) + Composed([other])
        return NotImplemented

    def __mul__(self, n: int) -> Composed:
        return Composed([self] * n)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._wrapped == other._wrapped  # type: ignore[attr-defined]

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]


class Composed(Composable):
    """A sequence of parts."""

    def __init__(self, seq: Iterable[Any]) -> None:
        wrapped = []
        for part in seq:
            if not isinstance(part, Composable):
                raise TypeError(f"Composed elements must be Composable, got {part!r} instead")
            wrapped.append(part)
        super().__init__(wrapped)

    @property
    def seq(self) -> list[Composable]:
        """The parts, a copy of the list."""
        return list(self._wrapped)

    def as_string(self, context: Any) -> str:
        """The parts' texts, one after the other."""
        return "".join(part.as_string(context) for part in self._wrapped)

    def __iter__(self) -> Iterator[Composable]:
        return iter(self._wrapped)

    def __add__(self, other: Any) -> Composed:
        if isinstance(other, Composed):
            return Composed(self._wrapped + other._wrapped)
        if isinstance(other, Composable):
            return Composed([*self._wrapped, other])
        return NotImplemented

    def join(self, joiner: Any) -> Composed:
        """The parts with ``joiner`` (str or SQL) between them."""
        if isinstance(joiner, str):
            joiner = SQL(joiner)
        elif not isinstance(joiner, SQL):
            raise TypeError("Composed.join() argument must be a string or an SQL")
        return joiner.join(self)


class SQL(Composable):
    """Text that is SQL already; never anything a user typed."""

    def __init__(self, string: str) -> None:
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        super().__init__(string)

    @property
    def string(self) -> str:
        """The text."""
        return self._wrapped

    def as_string(self, context: Any) -> str:
        """The text."""
        return self._wrapped

    def format(self, *args: Any, **kwargs: Any) -> Composed:
        """The text with parts in place of ``{}``, ``{0}`` or ``{name}``; formats and conversions are a ValueError."""
        import string

        parts: list[Composable] = []
        number: int | None = 0
        for before, name, spec, conversion in string.Formatter().parse(self._wrapped):
            if spec:
                raise ValueError("no format specification supported by SQL")
            if conversion:
                raise ValueError("no format conversion supported by SQL")
            if before:
                parts.append(SQL(before))
            if name is None:
                continue
            if name.isdigit():
                if number:
                    raise ValueError("cannot switch from automatic field numbering to manual")
                parts.append(args[int(name)])
                number = None
            elif not name:
                if number is None:
                    raise ValueError("cannot switch from manual field numbering to automatic")
                parts.append(args[number])
                number += 1
            else:
                parts.append(kwargs[name])
        return Composed(parts)

    def join(self, seq: Iterable[Composable]) -> Composed:
        """The parts of ``seq`` with this text between them."""
        parts: list[Composable] = []
        for part in seq:
            if parts:
                parts.append(self)
            parts.append(part)
        return Composed(parts)


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


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
