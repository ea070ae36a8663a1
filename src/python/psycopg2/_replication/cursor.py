"""``_psycopg.ReplicationCursor``: reads a replication stream and tells the server how far it has come."""

from __future__ import annotations

import datetime as dt
from time import time
from typing import TYPE_CHECKING, Any, Callable

from .._connection import green
from .._extension.arguments import c_function, c_int, c_long, number, type_name
from .._extension.attributes import computed, member, public
from .._cursor.cursor import cursor
from .._errors.exceptions import DatabaseError, OperationalError, ProgrammingError, client_error
from .._libpq.pgconn import NO_COPY
from .._libpq.result import COPY_BOTH, FATAL_ERROR
from .._extension.signals import uninterrupted
from .message import KEEPALIVE, WAL_DATA, ReplicationMessage, status_update

if TYPE_CHECKING:
    from .._errors.exceptions import Error
    from .._libpq.result import Result


@public("psycopg2.extensions")
class ReplicationCursor(cursor):
    """A cursor whose statement may be a stream without an end."""

    __slots__ = (
        "_applied",
        "_confirmed",
        "_consuming",
        "_decode",
        "_flushed",
        "_interval",
        "_last_feedback",
        "_last_io",
        "_last_start",
        "_started",
        "_wal_end",
        "_written",
    )

    def _clear(self) -> None:
        super()._clear()
        self._started = self._consuming = False
        self._decode: int = 0
        self._interval: float = 10.0
        self._last_start: int = 0  # LSN of the last message
        self._wal_end: int = 0  # what the server told of
        self._written: int = 0  # what the server was or will be told of
        self._flushed: int = 0
        self._confirmed: int = 0  # what of the flushed the program told of, beside keepalives
        self._applied: int = 0
        self._last_io: float = 0.0
        self._last_feedback: float = 0.0

    @c_function
    def start_replication_expert(self, command: Any, decode: int = 0, status_interval: float = 10) -> None:
        """Run ``command``, a START_REPLICATION; with ``decode`` payloads are str in the client's encoding.

        ``status_interval`` is how often, in seconds from 1, ``consume_stream`` tells the server how far it has come.
        """
        decode, interval = c_long(decode), number(status_interval)
        self._check_open()
        self._check_usable("start_replication_expert")
        if interval < 1:
            raise client_error(ProgrammingError, "status_interval must be >= 1 (sec)", self)
        sql = self._text(command)
        self._run(sql, want_rows=False, begin=False)
        self._decode, self._interval = decode, interval
        self._last_io = time()

    def _take(self, result: Result | None, want_rows: bool = True) -> None:
        self._started = False
        super()._take(result, want_rows)
        self._started = result is not None and result.status == COPY_BOTH

    @c_function
    def read_message(self) -> ReplicationMessage | None:
        """The next message if one has arrived, else None: then wait for the cursor with ``select``."""
        self._check_open()
        self._check_usable("read_message")
        return self._next()

    @c_function
    def consume_stream(self, consume: Callable[[ReplicationMessage], Any], keepalive_interval: Any = None) -> None:
        """Call ``consume(message)`` for each message, waiting for them, until it raises (StopReplication, say).

        ``keepalive_interval`` is another ``status_interval``.
        """
        self._check_open()
        self._check_sync("consume_stream")
        self._check_usable("consume_stream")
        if keepalive_interval is not None:
            if not isinstance(keepalive_interval, (int, float)):
                raise client_error(ProgrammingError, "keepalive_interval must be int or float", self)
            if keepalive_interval < 1:
                raise client_error(ProgrammingError, "keepalive_interval must be >= 1 (sec)", self)
        if self._consuming:
            raise ProgrammingError("consume_stream cannot be used when already in the consume loop")
        if not self._started:
            raise ProgrammingError("consume_stream: not replicating, call start_replication first")
        self._started, self._consuming = False, True
        if keepalive_interval is not None:
            self._interval = float(keepalive_interval)
        try:
            self._consume(consume)
        finally:
            self._consuming = False

    def _consume(self, consume: Callable[[ReplicationMessage], Any]) -> None:
        while True:
            message = self._next()
            if message is not None:
                consume(message)
            else:
                transport = self._conn._pq.transport
                if transport is None:
                    raise self._failed()
                transport.readable(max(0.0, self._due() - time()))

    def _due(self) -> float:
        """When the server is to be told how far the client has come."""
        return self._last_feedback + self._interval

    @uninterrupted
    def _next(self) -> ReplicationMessage | None:
        """Reads once at most, lest what arrives faster than it is used piles up here."""
        pq = self._conn._pq
        read = False
        if time() >= self._due():
            self._feed_back(False)
        while True:
            if pq._copying != COPY_BOTH:
                pq.error_message += NO_COPY
                raise self._failed()
            data = pq.copy_data()
            if data is None:
                if read:
                    return None
                if not pq.consume_input():
                    raise self._failed()
                read = True
            elif not data:
                result = pq.get_result()
                if result is not None and result.status == FATAL_ERROR:
                    raise self._conn._failure(self, result)
                return None
            else:
                read = True
                self._last_io = time()
                if data[:1] == b"w":
                    return self._message(data)
                self._keep_alive(data)

    def _message(self, data: bytes) -> ReplicationMessage:
        if len(data) <= WAL_DATA.size:
            raise client_error(OperationalError, "data message header too small", self)
        payload = data[WAL_DATA.size :]
        message = ReplicationMessage(self, payload.decode(self._conn._codec) if self._decode else payload)
        message._data_start, message._wal_end, message._send_time = WAL_DATA.unpack_from(data)
        message._data_size = len(payload)
        self._wal_end, self._last_start = message._wal_end, message._data_start
        return message

    def _keep_alive(self, data: bytes) -> None:
        """Once all messages are confirmed, the WAL that held none for this stream is, too."""
        if data[:1] != b"k":
            raise client_error(OperationalError, "unrecognized replication message type", self)
        if len(data) < KEEPALIVE.size:
            raise client_error(OperationalError, "keepalive message header too small", self)
        self._wal_end, _, reply = KEEPALIVE.unpack_from(data)
        if self._confirmed >= self._last_start and self._wal_end > max(self._confirmed, self._flushed):
            self._flushed = self._wal_end
        if reply:
            self._feed_back(False)

    def _check_usable(self, method: str) -> None:
        if green.callback is not None:
            raise ProgrammingError(f"{method} cannot be used with an asynchronous callback.")
        self._check_not_prepared(method)

    def _failed(self) -> Error:
        """The connection's error; a result of the statement before hides it, as it has no text of its own."""
        if self._tuples:
            return client_error(DatabaseError, "error with status PGRES_TUPLES_OK and no message from the libpq", self)
        return self._conn._failure(self, None)

    # -- how far the client has come ---------------------------------------------------------------------------

    @c_function
    def send_feedback(self, write_lsn: int = 0, flush_lsn: int = 0, apply_lsn: int = 0, reply: int = False, force: int = False) -> None:
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

    def __repr__(self) -> str:
        return f"<ReplicationCursor object at 0x{id(self):x}; closed: {-1 if self._closed else 0}>"

    __str__ = __repr__


def _lsn(position: int, value: Any) -> int:
    """An LSN as C's unsigned long long, whatever of it has room in there."""
    if not isinstance(value, int):
        raise TypeError(f"argument {position} must be int, not {type_name(type(value))}")
    return value & 0xFFFFFFFFFFFFFFFF
