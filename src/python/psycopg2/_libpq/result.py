"""What one command answered: libpq's PGresult."""

from __future__ import annotations

from .backend_messages import error_fields

# ExecStatusType of libpq.
EMPTY_QUERY, COMMAND_OK, TUPLES_OK, COPY_OUT, COPY_IN, BAD_RESPONSE, NONFATAL_ERROR, FATAL_ERROR = range(8)
COPY_BOTH = 8


_COUNTED = frozenset((b"INSERT", b"DELETE", b"UPDATE", b"SELECT", b"FETCH", b"MOVE", b"COPY", b"MERGE"))


class Result:
    """Rows are kept as they came (the DataRow payloads) and made into Python when fetched."""

    __slots__ = ("columns", "command", "fields", "message", "rows", "status")

    def __init__(self, status: int, message: str | None = None, fields: dict[str, str] | None = None) -> None:
        self.status = status
        self.columns: list[tuple[bytes, int, int, int, int, int, int]] = []
        self.rows: list[bytes] = []
        self.command = b""
        self.message = message
        self.fields: dict[str, str] = fields or {}

    def affected(self) -> int:
        """The row count of the command tag, -1 where it has none (libpq's PQcmdTuples)."""
        words = self.command.split(b" ")
        if len(words) > 1 and words[0] in _COUNTED:
            return int(words[-1]) if words[-1].isdigit() else -1
        return -1

    def inserted_oid(self) -> int:
        """The OID in the tag of an INSERT; 0 since PostgreSQL 12."""
        words = self.command.split(b" ")
        return int(words[1]) if words[0] == b"INSERT" and len(words) == 3 and words[1].isdigit() else 0


def error_result(payload: bytes, query: bytes | None, encoding: str, context: bool = True) -> Result:
    """The Result of an ErrorResponse; ``query`` lets the text show the line at fault. Notices show no CONTEXT."""
    from .error_text import error_text

    fields = {code: value.decode(encoding, "replace") for code, value in error_fields(payload).items()}
    shown = query.decode(encoding, "replace") if query is not None else None
    return Result(FATAL_ERROR, error_text(fields, shown, context), fields)
