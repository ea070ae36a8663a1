"""What several of the extras ask the server's catalog. Imports ``_constants``, ``_exceptions``."""

from __future__ import annotations

from typing import Any

from ._constants import STATUS_BEGIN
from ._exceptions import ProgrammingError


def _solve_conn_curs(conn_or_curs: Any) -> tuple[Any, Any]:
    """(connection, a plain cursor of it) of a connection or a cursor."""
    from ._cursor import cursor

    if conn_or_curs is None:
        raise ProgrammingError("no connection or cursor provided")
    if hasattr(conn_or_curs, "execute"):
        conn = conn_or_curs.connection
        return conn, conn.cursor(cursor_factory=cursor)
    return conn_or_curs, conn_or_curs.cursor(cursor_factory=cursor)


def ask(conn_or_curs: Any, *questions: tuple[str, tuple[Any, ...]]) -> list[Any]:
    """The rows of the first of the queries that gives any; leaves no transaction open that it opened."""
    conn, cursor = _solve_conn_curs(conn_or_curs)
    before = conn.status
    rows: list[Any] = []
    for query, variables in questions:
        cursor.execute(query, variables)
        rows = cursor.fetchall()
        if rows:
            break
    if before != STATUS_BEGIN and not conn.autocommit:
        conn.rollback()
    return rows


def type_named(conn_or_curs: Any, name: str, query: str) -> list[Any]:
    """The rows of ``query``, about the types ``t`` of the schemas ``n``, for the type called ``name``.

    A dot ends the schema's name, which is ``public`` otherwise, and neither name is folded or quoted. Only if there is no such
    type is the whole name read as the server would read it.
    """
    schema, plain = name.split(".", 1) if "." in name else ("public", name)
    exactly = query.format("t.typname = %s and n.nspname = %s"), (plain, schema)
    as_the_server = query.format("t.oid = to_regtype(%s)"), (name,)
    return ask(conn_or_curs, exactly, as_the_server)
