"""``quote_ident`` and password hashes: what libpq offers to applications. Imports ``_exceptions``, ``_multibyte``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function, type_name
from ._exceptions import InterfaceError, ProgrammingError
from ._multibyte import doubled, refusal

if TYPE_CHECKING:
    from ._connection import connection


@c_function
def quote_ident(ident: str | bytes, scope: Any) -> str:
    """``ident`` as a quoted identifier; ``scope`` is the connection or cursor whose encoding counts."""
    from ._connection import connection
    from ._cursor import cursor

    if isinstance(scope, cursor):
        scope = scope.connection
    if not isinstance(scope, connection):
        raise TypeError("argument 2 must be a connection or a cursor")
    if scope._finished:
        raise InterfaceError("connection not valid")
    return escape_identifier(ident, scope).decode(scope._codec, "replace")


def escape_identifier(ident: str | bytes, conn: connection) -> bytes:
    """``ident`` quoted: as UTF-8 whatever the encoding of ``conn`` is, as psycopg2 passes it on. TypeError, InterfaceError."""
    if not isinstance(ident, (str, bytes)):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(ident))} instead")
    raw = ident.encode() if isinstance(ident, str) else ident
    raw = raw.split(b"\0", 1)[0]
    encoding = conn._pq.parameters.get("client_encoding", "")
    refused = refusal(raw, encoding)
    if refused:
        raise InterfaceError(f"failed to escape identifier: {refused}")
    return b'"' + doubled(raw, b'"', encoding) + b'"'


@c_function
def encrypt_password(password: str, user: str, scope: Any = None, algorithm: str | None = None) -> str:
    """What ``ALTER ROLE … PASSWORD`` takes in place of the password itself: ``md5…`` or ``SCRAM-SHA-256$…``.

    Without ``algorithm`` the server of ``scope`` is asked for its ``password_encryption``.
    """
    from ._connection import connection
    from ._cursor import cursor
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
    from ._auth import scram_verifier

    return scram_verifier(password)


def _text(value: Any) -> str:
    if not isinstance(value, (str, bytes)):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(value))} instead")
    return value.decode() if isinstance(value, bytes) else value
