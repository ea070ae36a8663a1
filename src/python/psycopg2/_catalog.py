"""What several of the extras need of the server's catalog. Imports nothing of the package at run time."""

from __future__ import annotations

from typing import Any


def solve(conn_or_curs: Any) -> tuple[Any, Any]:
    """(connection, a plain cursor of it) of a connection or a cursor."""
    from ._connection import connection
    from ._cursor import cursor

    if hasattr(conn_or_curs, "execute"):
        conn = conn_or_curs.connection
        return conn, conn.cursor(cursor_factory=cursor)
    conn = conn_or_curs
    if not isinstance(conn, connection):
        raise TypeError(f"expected connection or cursor, got {type(conn_or_curs).__name__}")
    return conn, conn.cursor(cursor_factory=cursor)
