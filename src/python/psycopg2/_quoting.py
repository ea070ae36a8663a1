"""``quote_ident`` and password hashes: what libpq offers to applications. Imports ``_exceptions``."""

from __future__ import annotations

from typing import Any


def quote_ident(ident: str | bytes, scope: Any) -> str:
    """``ident`` as a quoted identifier; ``scope`` is the connection or cursor whose encoding counts."""
    from ._connection import connection
    from ._cursor import cursor

    if isinstance(scope, cursor):
        scope = scope.connection
    if not isinstance(scope, connection):
        raise TypeError("argument 2 must be a connection or a cursor")
    if isinstance(ident, bytes):
        ident = ident.decode(scope._codec)
    elif not isinstance(ident, str):
        raise TypeError(f"Expected bytes or unicode string, got {type(ident).__name__} instead")
    return '"' + ident.split("\0", 1)[0].replace('"', '""') + '"'
