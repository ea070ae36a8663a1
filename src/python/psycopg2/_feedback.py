"""What a client tells the server of how far it has come in a replication stream. Imports ``_cursor``, ``_signals``, ``_walmessage``."""

from __future__ import annotations

import datetime as dt
from time import time
from typing import TYPE_CHECKING, Any

from ._arguments import c_function, c_int, type_name
from ._attributes import computed, member
from ._cursor import cursor
from ._exceptions import DatabaseError, client_error
from ._signals import uninterrupted
from ._walmessage import status_update

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._exceptions import Error


class Feedback(cursor):
    """The base of replication cursors: LSNs and times."""

    __slots__ = ("_applied", "_confirmed", "_flushed", "_last_feedback", "_last_io", "_wal_end", "_written")

    _wal_end: int  # what the server told of
    _written: int  # what the server was or will be told of
    _flushed: int
    _confirmed: int  # what of the flushed the program told of, beside keepalives
    _applied: int
    _last_io: float
    _last_feedback: float

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """A cursor that has neither heard nor told anything."""
        self = super().__new__(cls, *args, **kwargs)
        self._wal_end = self._written = self._flushed = self._confirmed = self._applied = 0
        self._last_io = self._last_feedback = 0.0
        return self

    @c_function
    def send_feedback(
        self, write_lsn: int = 0, flush_lsn: int = 0, apply_lsn: int = 0, reply: int = False, force: int = False
    ) -> None:
        """Note LSNs that were written, flushed and applied; they are sent with the next status update.

        ``force`` sends them now; so does ``reply``, which asks the server for an answer.
        """
        write_lsn, flush_lsn, apply_lsn = (_lsn(at, lsn) for at, lsn in enumerate((write_lsn, flush_lsn, apply_lsn), 1))
        reply, force = c_int(reply), c_int(force)
        self._check_open()
        self._written = max(self._written, write_lsn)
        self._confirmed = max(self._confirmed, flush_lsn)
        self._flushed = max(self._flushed, flush_lsn)
        self._applied = max(self._applied, apply_lsn)
        if force or reply:
            self._feed_back(bool(reply))

    @uninterrupted
    def _feed_back(self, reply: bool) -> None:
        pq = self._conn._pq
        if not pq.put_copy_data(status_update(self._written, self._flushed, self._applied, reply)):
            raise self._failed()
        pq.flush(waiting=True)
        self._last_feedback = self._last_io = time()

    wal_end = member("_wal_end", "LSN of the end of the WAL on the server, by its last message.")

    @computed
    def io_timestamp(self) -> dt.datetime:
        """When the server was last heard, in local time without a time zone."""
        self._check_open()
        return dt.datetime.fromtimestamp(self._last_io)

    @computed
    def feedback_timestamp(self) -> dt.datetime:
        """When the server was last told how far the client has come."""
        self._check_open()
        return dt.datetime.fromtimestamp(self._last_feedback)

    def _failed(self) -> Error:
        """The connection's error; a result of the statement before hides it, as it has no text of its own."""
        if self._tuples:
            return client_error(DatabaseError, "error with status PGRES_TUPLES_OK and no message from the libpq", self)
        return self._conn._failure(self, None)


def _lsn(position: int, value: Any) -> int:
    """An LSN as C's unsigned long long, whatever of it has room in there."""
    if not isinstance(value, int):
        raise TypeError(f"argument {position} must be int, not {type_name(type(value))}")
    return value & 0xFFFFFFFFFFFFFFFF
