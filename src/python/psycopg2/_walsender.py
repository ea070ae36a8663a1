"""``_psycopg.ReplicationCursor``: reads a replication stream and tells the server how far it has come.

Imports ``_feedback``, ``_signals``, ``_walmessage``.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Any, Callable

from . import _green
from ._arguments import c_function, c_long, number
from ._copydata import NO_COPY
from ._exceptions import OperationalError, ProgrammingError, client_error
from ._feedback import Feedback
from ._result import COPY_BOTH, FATAL_ERROR
from ._signals import uninterrupted
from ._walmessage import KEEPALIVE, WAL_DATA, ReplicationMessage

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._result import Result


class ReplicationCursor(Feedback):
    """A cursor whose statement may be a stream without an end."""

    __slots__ = (
        "_consuming",
        "_decode",
        "_interval",
        "_last_start",
        "_started",
    )

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """A cursor that has read nothing."""
        self = super().__new__(cls, *args, **kwargs)
        self._started = self._consuming = False
        self._decode = 0
        self._interval = 10.0
        self._last_start = 0  # LSN of the last message
        return self

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
        if _green.callback is not None:
            raise ProgrammingError(f"{method} cannot be used with an asynchronous callback.")
        self._check_not_prepared(method)

    def __repr__(self) -> str:
        return f"<ReplicationCursor object at 0x{id(self):x}; closed: {-1 if self._closed else 0}>"

    __str__ = __repr__


ReplicationCursor.__module__ = "psycopg2.extensions"
