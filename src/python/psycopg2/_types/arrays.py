"""The text of an array (``{1,NULL,"a b"}``, any depth) to a list."""

from __future__ import annotations

import re
from typing import Any, Callable

from .._errors.exceptions import DataError

_DATES = frozenset((1082, 1114, 1184))
MAX_DEPTH = 17
_OPEN, _CLOSE, _COMMA, _QUOTE, _BACKSLASH = b'{},"\\'
_SPECIAL = frozenset(b'{}"\\')
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


def array_loader(load: Callable[[Any], Any], takes_null: bool, oids: tuple[int, ...]) -> Callable[[Any], Any]:
    """A loader of arrays whose items ``load`` reads, which are of the types ``oids``."""
    if not takes_null and _DATES.intersection(oids):
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
    if raw.startswith(b"["):  # the bounds, of which psycopg2 makes nothing: [0:1]={…}; it knows one dimension's only
        bounds = raw.find(b"]") + 1
        raw = raw[bounds + 1 :] if raw[bounds : bounds + 1] == b"=" else b""
    if raw[:1] != b"{":
        raise DataError("array does not start with '{'")
    if raw == b"{":
        raise DataError("malformed array: '{'")
    end = len(raw) - 1  # whatever is there is taken for the closing brace
    if not _SPECIAL.intersection(raw[1:end]):
        items = raw[1:end].split(b",")
        if not items[-1]:
            items.pop()
        return [item(None if _is_null(text) else text) for text in items]
    top: list[Any] = []
    stack = [top]
    position = 1
    while position < end:
        code = raw[position]
        if code == _OPEN:
            inner: list[Any] = []
            stack[-1].append(inner)
            stack.append(inner)
            position += 1
            if len(stack) > MAX_DEPTH:
                raise DataError("excessive array dimensions")
        elif code == _CLOSE:
            stack.pop()
            if not stack:
                raise DataError("unbalanced braces in array")
            position += 2 if raw[position + 1] == _COMMA else 1
        else:
            stop = _token_end(raw, position, end)
            stack[-1].append(item(_token(raw[position:stop])))
            position = stop + 1 if stop < end and raw[stop] == _COMMA else stop
    return top


def _token_end(raw: bytes, position: int, end: int) -> int:
    """Where the item at ``position`` ends: at a comma or brace outside quotes."""
    quoted = False
    while position < end:
        code = raw[position]
        if code == _BACKSLASH:
            position += 1
        elif code == _QUOTE:
            quoted = not quoted
        elif not quoted and code in (_CLOSE, _COMMA):
            break
        position += 1
    return min(position, end)


def _token(text: bytes) -> bytes | None:
    """The item's own text; None for NULL."""
    quoted = text[:1] == b'"'
    if quoted:
        text = text[1:-1]
    if b"\\" in text:
        text = _ESCAPED.sub(rb"\1", text)
    return None if not quoted and _is_null(text) else text


def _is_null(text: bytes) -> bool:
    return len(text) == 4 and text.upper() == b"NULL"
