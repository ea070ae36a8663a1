"""What statements are composed of: text that is SQL already, and sequences of parts. For ``sql``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._extension.attributes import public

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@public("psycopg2.sql")
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


@public("psycopg2.sql")
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


@public("psycopg2.sql")
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
