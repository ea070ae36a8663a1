"""What a replication stream carries: XLogData and keepalives from the server, status updates to it.

Layouts: PostgreSQL's documentation, "Streaming Replication Protocol". Times are microseconds since 2000-01-01 UTC.
"""

from __future__ import annotations

import datetime as dt
from struct import Struct
from time import time
from typing import TYPE_CHECKING, Any

from .._extension.arguments import c_function, wrong_type
from .._extension.attributes import computed, lacks, member, public

if TYPE_CHECKING:
    from .._cursor.cursor import cursor

EPOCH = 946_684_800  # 2000-01-01 in Unix time
WAL_DATA = Struct("!xQQq")  # type, where it begins, the end of the WAL there is, when it was sent
KEEPALIVE = Struct("!xQqB")  # type, the end of the WAL there is, when it was sent, whether an answer is wanted
_STATUS = Struct("!cQQQqB")


@public("psycopg2.extensions")
class ReplicationMessage:
    """A piece of the stream; ``payload`` is bytes, or str where the stream is decoded."""

    __slots__ = ("_cursor", "_data_size", "_data_start", "_payload", "_send_time", "_wal_end")

    cursor = member("_cursor", "The cursor that read it.")
    payload = member("_payload", "What the output plugin wrote, or bytes of WAL.")
    data_size = member("_data_size", "Length of the payload in bytes.")
    data_start = member("_data_start", "LSN of the beginning of the payload, an int.")
    wal_end = member("_wal_end", "LSN of the end of the WAL on the server, an int.")

    @c_function
    def __init__(self, cursor: cursor, payload: Any, /) -> None:
        """A message of nothing but ``payload``."""
        from .._cursor.cursor import cursor as cursor_class

        if not isinstance(cursor, cursor_class):
            raise wrong_type(1, "psycopg2.extensions.cursor", cursor)
        self._cursor = cursor
        self._payload = payload
        self._data_size = self._data_start = self._wal_end = self._send_time = 0

    @computed
    def send_time(self) -> dt.datetime:
        """When the server sent it, in local time without a time zone."""
        return dt.datetime.fromtimestamp(self._send_time / 1_000_000 + EPOCH)

    def __repr__(self) -> str:
        return (
            f"<ReplicationMessage object at 0x{id(self):x}; data_size: {self._data_size}; "
            f"data_start: {_lsn(self._data_start)}; wal_end: {_lsn(self._wal_end)}; send_time: {self._send_time}>"
        )

    __getattr__ = lacks


def _lsn(position: int) -> str:
    return f"{position >> 32:x}/{position & 0xFFFFFFFF:x}"


def status_update(write: int, flush: int, apply: int, reply: bool) -> bytes:
    """The payload that tells the server up to which LSNs the client has come; ``reply`` asks for a keepalive."""
    return _STATUS.pack(b"r", write, flush, apply, int((time() - EPOCH) * 1_000_000), reply)
