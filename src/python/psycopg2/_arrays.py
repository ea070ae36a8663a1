"""The text of an array (``{1,NULL,"a b"}``, any depth) to a list. Imports nothing of the package at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from ._exceptions import DataError

if TYPE_CHECKING:
    from ._typecast import type as Typecaster

_DATES = frozenset((1082, 1114, 1184))
_OPEN, _CLOSE, _COMMA, _QUOTE, _BACKSLASH = b'{},"\\'


def array_loader(base: Typecaster, cursor: Any) -> Callable[[Any], Any]:
    """A loader of arrays whose items ``base`` reads."""
    load = base.loader(cursor)
    takes_null = base.takes_null()
    if not takes_null and _DATES.intersection(base.values):
        load = _finite(load)

    def item(raw: bytes | None) -> Any:
        return load(raw) if raw is not None or takes_null else None

    return lambda raw: None if raw is None else parse(raw, item)


def _finite(load: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """psycopg2 reads an infinite date alone, but not as an item of an array."""

    def item(raw: bytes) -> Any:
        if raw in (b"infinity", b"-infinity"):
            raise DataError("unable to parse date")
        return load(raw)

    return item


def parse(raw: bytes, item: Callable[[bytes | None], Any]) -> list[Any]:
    """Nested lists of ``item(text)``; ``item(None)`` for an unquoted NULL. DataError if it is not an array."""
    position = 0
    if raw.startswith(b"["):  # the bounds, of which psycopg2 makes nothing: [0:1]={…}; it knows one dimension's only
        end = raw.find(b"]") + 1
        position = end + 1 if raw[end : end + 1] == b"=" else 0
    if position >= len(raw) or raw[position] != _OPEN:
        raise DataError("array does not start with '{'")
    top: list[Any] = []
    stack = [top]
    end = len(raw)
    position += 1
    while position < end:
        code = raw[position]
        if code == _OPEN:
            inner: list[Any] = []
            stack[-1].append(inner)
            stack.append(inner)
            position += 1
        elif code == _CLOSE:
            stack.pop()
            position += 1
            if not stack:
                if position < end:
                    raise DataError("unbalanced braces in array")
                return top
        elif code == _COMMA:
            position += 1
        elif code == _QUOTE:
            text = bytearray()
            position += 1
            while position < end and raw[position] != _QUOTE:
                if raw[position] == _BACKSLASH:
                    position += 1
                text += raw[position : position + 1]
                position += 1
            position += 1
            stack[-1].append(item(bytes(text)))
        else:
            start = position
            while position < end and raw[position] not in b"{},":
                position += 1
            text_raw = raw[start:position]
            stack[-1].append(item(None if text_raw.upper() == b"NULL" else text_raw))
    raise DataError("unbalanced braces in array")
