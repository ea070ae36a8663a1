"""What several of the extras ask the server's catalog."""

from __future__ import annotations

from typing import Any

from .._extension.attributes import public
from .._extension.constants import STATUS_BEGIN
from .._errors.exceptions import ProgrammingError


@public("psycopg2.extras")
def _solve_conn_curs(conn_or_curs: Any) -> tuple[Any, Any]:
    """(connection, a plain cursor of it) of a connection or a cursor."""
    from .cursor import cursor

    if conn_or_curs is None:
        raise ProgrammingError("no connection or cursor provided")
    if hasattr(conn_or_curs, "execute"):
        conn = conn_or_curs.connection
        return conn, conn.cursor(cursor_factory=cursor)
    return conn_or_curs, conn_or_curs.cursor(cursor_factory=cursor)


def ask(conn_or_curs: Any, query: str, variables: tuple[Any, ...] = ()) -> list[Any]:
    """The rows of ``query``; leaves no transaction open that it opened."""
    conn, cursor = _solve_conn_curs(conn_or_curs)
    before = conn.status
    cursor.execute(query, variables)
    rows = cursor.fetchall()
    _leave(conn, before)
    return rows


def type_named(conn_or_curs: Any, name: str, query: str) -> list[Any]:
    """The rows of ``query``, about the types ``t`` of the schemas ``n``, for the type called ``name``.

    A dot ends the schema's name, which is ``public`` otherwise, and neither name is folded or quoted. Only if there is no such
    type is the whole name read as the server would read it; whatever the server cannot read names no type.
    """
    conn, cursor = _solve_conn_curs(conn_or_curs)
    before = conn.status
    schema, plain = name.split(".", 1) if "." in name else ("public", name)
    cursor.execute(query.format("t.typname = %s and n.nspname = %s"), (plain, schema))
    rows = cursor.fetchall() or _as_the_server_reads(cursor, name, query)
    _leave(conn, before)
    return rows


def _as_the_server_reads(cursor: Any, name: str, query: str) -> list[Any]:
    """The rows for a name that may be an error: a savepoint keeps the transaction, which is the caller's, from failing with it."""
    saved = cursor.connection.status == STATUS_BEGIN  # under autocommit there is nothing to save
    if saved:
        cursor.execute("SAVEPOINT register_type")
    try:
        cursor.execute(query.format("t.oid = %s::regtype"), (name,))
        return cursor.fetchall()
    except ProgrammingError:
        return []
    finally:
        if saved:
            cursor.execute("ROLLBACK TO SAVEPOINT register_type")


def _leave(conn: Any, before: int) -> None:
    """End the transaction, unless it was open already."""
    if before != STATUS_BEGIN and not conn.autocommit:
        conn.rollback()
