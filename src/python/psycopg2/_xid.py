"""Transaction identifiers of two-phase commit (X/Open XA). Imports ``_arguments``.

PostgreSQL names a prepared transaction by one string: format id, then both parts in base64, joined by ``_``.
"""

from __future__ import annotations

from typing import Any

from ._arguments import c_function
from ._constants import STATUS_BEGIN


class Xid:
    """``format_id``, ``gtrid``, ``bqual``; a string that is no such triple is kept as ``gtrid`` alone."""

    @c_function
    def __init__(self, format_id: int, gtrid: str, bqual: str) -> None:
        if not hasattr(format_id, "__index__"):
            raise TypeError(f"'{type(format_id).__name__}' object cannot be interpreted as an integer")
        if format_id > 0x7FFFFFFF:
            raise OverflowError("signed integer is greater than maximum")
        if not 0 <= format_id <= 0x7FFFFFFF:
            raise ValueError("format_id must be a non-negative 32-bit integer")
        for name, part in (("gtrid", gtrid), ("bqual", bqual)):
            if not isinstance(part, str):
                raise TypeError(f"argument {2 if name == 'gtrid' else 3} must be str, not {type(part).__name__}")
            if len(part) > 64:
                raise ValueError(f"{name} must be a string no longer than 64 characters")
            if any(not 0x20 <= ord(character) < 0x7F for character in part):
                raise ValueError(f"{name} must contain only printable characters.")
        self._set(format_id, gtrid, bqual)

    def _set(self, format_id: int | None, gtrid: str, bqual: str | None) -> None:
        self.format_id = format_id
        self.gtrid = gtrid
        self.bqual = bqual
        self.prepared: Any = None
        self.owner: str | None = None
        self.database: str | None = None

    @staticmethod
    @c_function
    def from_string(s: str, /) -> Xid:
        """The Xid that PostgreSQL's string stands for."""
        xid = Xid.__new__(Xid)
        parts = _parse(s)
        xid._set(*(parts or (None, s, None)))
        return xid

    def __str__(self) -> str:
        if self.format_id is None or self.bqual is None:
            return self.gtrid
        return f"{self.format_id}_{_encode(self.gtrid)}_{_encode(self.bqual)}"

    def __repr__(self) -> str:
        if self.format_id is None:
            return f"<Xid: {self.gtrid!r} (unparsed)>"
        return f"<Xid: ({self.format_id}, {self.gtrid!r}, {self.bqual!r})>"

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Any:
        if not -3 <= index < 3:
            raise IndexError("index out of range")
        return (self.format_id, self.gtrid, self.bqual)[index]


Xid.__module__ = "psycopg2.extensions"


def _encode(text: str) -> str:
    from base64 import b64encode

    return b64encode(text.encode()).decode()


def _parse(text: str) -> tuple[int, str, str] | None:
    from base64 import b64decode

    parts = text.split("_")
    if len(parts) != 3 or not parts[0].isdigit():
        return None
    try:
        return int(parts[0]), b64decode(parts[1]).decode(), b64decode(parts[2]).decode()
    except ValueError:
        return None


def ensure(xid: Any) -> Xid:
    """``xid`` as an Xid, strings parsed; TypeError for anything else."""
    if isinstance(xid, Xid):
        return xid
    if isinstance(xid, (str, bytes)):
        return Xid.from_string(xid.decode() if isinstance(xid, bytes) else xid)
    raise TypeError("not a valid transaction id")


def recover(conn: Any) -> list[Xid]:
    """The prepared transactions of the server; leaves no transaction open that it opened."""
    before = conn._status
    cursor = conn.cursor()
    cursor.execute("SELECT gid, prepared, owner, database FROM pg_prepared_xacts")
    found = []
    for gid, prepared, owner, database in cursor.fetchall():
        xid = Xid.from_string(gid)
        xid.prepared, xid.owner, xid.database = prepared, owner, database
        found.append(xid)
    cursor.close()
    if before != STATUS_BEGIN and conn._status == STATUS_BEGIN:
        conn.rollback()
    return found


