"""Names as SQL: libpq's PQescapeIdentifier, as psycopg2 calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._extension.arguments import type_name
from .._errors.exceptions import InterfaceError
from .._libpq.multibyte import doubled, refusal

if TYPE_CHECKING:
    from .._connection.connection import connection


def escape_identifier(ident: str | bytes, conn: connection) -> bytes:
    """``ident`` quoted: as UTF-8 whatever the encoding of ``conn`` is, as psycopg2 passes it on. TypeError, InterfaceError."""
    if not isinstance(ident, (str, bytes)):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(ident))} instead")
    raw = str.encode(ident) if isinstance(ident, str) else ident
    raw = raw.split(b"\0", 1)[0]
    encoding = conn._pq.parameters.get("client_encoding", "")
    refused = refusal(raw, encoding)
    if refused:
        raise InterfaceError(f"failed to escape identifier: {refused}")
    return b'"' + doubled(raw, b'"', encoding) + b'"'
