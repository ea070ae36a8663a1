"""Transaction identifiers of two-phase commit (X/Open XA).

PostgreSQL names a prepared transaction by one string: format id, then both parts in base64, joined by ``_``.
"""

from __future__ import annotations

from typing import Any

from .._extension.arguments import c_function, c_int, position, string
from .._extension.attributes import lacks, member, public, unpicklable


@public("psycopg2.extensions")
class Xid:
    """``format_id``, ``gtrid``, ``bqual``; a string that is no such triple is kept as ``gtrid`` alone."""

    __slots__ = ("_bqual", "_database", "_format_id", "_gtrid", "_owner", "_prepared")

    format_id = member("_format_id", "A number that says whose identifiers these are; None of a string that is no triple.")
    gtrid = member("_gtrid", "What names the global transaction.")
    bqual = member("_bqual", "What names this database's part in it.")
    prepared = member("_prepared", "When it was prepared, for one that ``tpc_recover`` found.")
    owner = member("_owner", "The role that prepared it, for one that ``tpc_recover`` found.")
    database = member("_database", "Where, for one that ``tpc_recover`` found.")

    @c_function
    def __init__(self, format_id: int, gtrid: str, bqual: str) -> None:
        format_id = c_int(format_id)
        string(gtrid, 2)
        string(bqual, 3)
        if format_id < 0:
            raise ValueError("format_id must be a non-negative 32-bit integer")
        for name, part in (("gtrid", gtrid), ("bqual", bqual)):
            if len(part) > 64:
                raise ValueError(f"{name} must be a string no longer than 64 characters")
            if any(not 0x20 <= ord(character) < 0x7F for character in part):
                raise ValueError(f"{name} must contain only printable characters.")
        self._set(format_id, gtrid, bqual)

    def _set(self, format_id: int | None, gtrid: Any, bqual: str | None) -> None:
        self._format_id = format_id
        self._gtrid = gtrid
        self._bqual = bqual
        self._prepared: Any = None
        self._owner: str | None = None
        self._database: str | None = None

    @staticmethod
    @c_function
    def from_string(s: str | bytes, /) -> Xid:
        """The Xid that PostgreSQL's string stands for."""
        if not isinstance(s, (str, bytes)):
            raise TypeError("not a valid transaction id")
        xid = Xid.__new__(Xid)
        parts = _parse(s) if isinstance(s, str) else None  # bytes are never looked into
        xid._set(*(parts or (None, s, None)))
        return xid

    def __str__(self) -> str:
        if self._format_id is None or self._bqual is None:
            return self._gtrid
        return f"{self._format_id}_{_encode(self._gtrid)}_{_encode(self._bqual)}"

    def _bytes(self, codec: str) -> bytes:
        """As the server is told, as far as a string of C goes."""
        whole = self._gtrid if isinstance(self._gtrid, bytes) else str(self).encode(codec)
        return whole.split(b"\0", 1)[0]

    def __repr__(self) -> str:
        if self._format_id is None:
            return f"<Xid: {self._gtrid!r} (unparsed)>"
        return f"<Xid: ({self._format_id}, {self._gtrid!r}, {self._bqual!r})>"

    __reduce_ex__ = unpicklable

    def __len__(self) -> int:
        return 3

    def __getitem__(self, index: int) -> Any:
        return (self._format_id, self._gtrid, self._bqual)[position(index, 3)]

    __getattr__ = lacks


def _encode(text: str) -> str:
    from base64 import b64encode

    return b64encode(text.encode()).decode()


def _parse(text: str) -> tuple[int, str, str] | None:
    from base64 import b64decode

    parts = text.split("_")
    if len(parts) != 3 or not parts[0].isdigit():
        return None
    try:
        return c_int(int(parts[0])), b64decode(parts[1]).decode(), b64decode(parts[2]).decode()
    except (ValueError, OverflowError):
        return None


def ensure(xid: Any) -> Xid:
    """``xid`` as an Xid, strings parsed; TypeError for anything else."""
    return xid if isinstance(xid, Xid) else Xid.from_string(xid)


def recovered(gid: str, prepared: Any, owner: str, database: str) -> Xid:
    """The Xid of a row of ``pg_prepared_xacts``."""
    xid = Xid.from_string(gid)
    xid._prepared, xid._owner, xid._database = prepared, owner, database
    return xid
