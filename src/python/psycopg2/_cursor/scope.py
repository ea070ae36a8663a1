"""The functions of which an argument says for whom: a connection, or a cursor, which stands for its connection or for itself."""

from __future__ import annotations

from typing import Any

from .._extension.arguments import c_function, type_name, wrong_type
from .._connection.connection import connection
from .cursor import cursor
from .._errors.exceptions import InterfaceError, ProgrammingError
from .._adapters.quoting import escape_identifier
from .._types.registry import string_types
from .._types.typecast import type as Typecaster


@c_function
def register_type(obj: Typecaster, scope: Any = None, /) -> None:
    """Use ``obj`` for its OIDs in ``scope`` (a connection or cursor; everywhere if None)."""
    if not isinstance(obj, Typecaster):
        raise wrong_type(1, "psycopg2._psycopg.type", obj)
    if scope is None:
        target: Any = string_types
    elif isinstance(scope, connection):
        target = scope.string_types
    elif isinstance(scope, cursor):
        if scope.string_types is None:
            scope._string_types = {}
        target = scope.string_types
    else:
        raise TypeError("argument 2 must be a connection, cursor or None")
    for oid in obj.values:
        target[oid] = obj


@c_function
def quote_ident(ident: str | bytes, scope: Any) -> str:
    """``ident`` as a quoted identifier; ``scope`` is the connection or cursor whose encoding counts."""
    if isinstance(scope, cursor):
        scope = scope.connection
    if not isinstance(scope, connection):
        raise TypeError("argument 2 must be a connection or a cursor")
    if scope._finished:
        raise InterfaceError("connection not valid")
    return escape_identifier(ident, scope).decode(scope._codec, "replace")


@c_function
def encrypt_password(password: str, user: str, scope: Any = None, algorithm: str | None = None) -> str:
    """What ``ALTER ROLE … PASSWORD`` takes in place of the password itself: ``md5…`` or ``SCRAM-SHA-256$…``.

    Without ``algorithm`` the server of ``scope`` is asked for its ``password_encryption``.
    """
    password, user = _text(password), _text(user)
    algorithm = None if algorithm is None else _text(algorithm)
    if isinstance(scope, cursor):
        scope = scope.connection
    if scope is not None and not isinstance(scope, connection):
        raise TypeError("the scope must be a connection or a cursor")
    if algorithm is None and scope is not None:
        if scope._finished:
            raise ProgrammingError("password encryption failed: connection pointer is NULL\n")
        with scope._lock:
            result = scope._pq.execute(b"SHOW password_encryption")
            if result is None or not result.rows:
                raise ProgrammingError(scope._pq.error_message)
        algorithm = result.rows[0][6:].decode()
        algorithm = "md5" if algorithm in ("on", "off") else algorithm
    if algorithm == "md5":
        from hashlib import md5

        return "md5" + md5((password + user).encode(), usedforsecurity=False).hexdigest()
    if scope is None:
        raise ProgrammingError("password encryption (other than 'md5' algorithm) requires a connection or cursor")
    if algorithm != "scram-sha-256":
        problem = f'unrecognized password encryption algorithm "{algorithm}"\n'
        raise ProgrammingError(f"password encryption failed: {problem}")
    from .._libpq.auth import scram_verifier

    return scram_verifier(password)


def _text(value: Any) -> str:
    if not isinstance(value, (str, bytes)):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(value))} instead")
    return value.decode() if isinstance(value, bytes) else value
