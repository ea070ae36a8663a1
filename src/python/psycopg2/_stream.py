"""The byte side of a libpq connection: a stream, its messages, and how it is lost. Imports ``_wire``, ``_result``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from . import _wire
from ._result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._transport import Transport

# ConnStatusType
CONNECTION_OK, CONNECTION_BAD, CONNECTION_STARTED, CONNECTION_MADE = 0, 1, 2, 3
CONNECTION_AWAITING_RESPONSE, CONNECTION_AUTH_OK, CONNECTION_SSL_STARTUP = 4, 5, 7
# PGTransactionStatusType
IDLE, ACTIVE, INTRANS, INERROR, UNKNOWN = range(5)
# PostgresPollingStatusType
POLLING_FAILED, POLLING_READING, POLLING_WRITING, POLLING_OK = range(4)

# libpq's buffer: what a COPY sends leaves it once it fills a block; it has this room at first.
BLOCK, ROOM = 8192, 16384

NULL = "connection pointer is NULL\n"
SRVCLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)


class Stream:
    """What a connection remembers, and its reading and writing. No method raises for what the network does."""

    def __init__(self, options: dict[str, str]) -> None:
        self.options = options
        self.status = CONNECTION_BAD
        self.finished = False  # PQfinish was called: programs in C have no pointer to it any more
        self.error_message = ""
        self.parameters: dict[str, str] = {}
        self.backend_pid = 0
        self.backend_key = b""
        self.host = ""
        self.address = ""
        self.port = ""
        self.password_needed = False
        self.password_used = False
        self.codec = "utf-8"
        self.notifies: list[tuple[int, str, str]] = []
        self.on_notice: Callable[[str], None] = lambda text: None
        self.transport: Transport | None = None
        self._decoder = _wire.Decoder()
        self._transaction = IDLE
        self._busy = False  # a query was sent and its ReadyForQuery has not come
        self._results: list[Result] = []  # complete, not yet taken
        self._current: Result | None = None  # rows still coming
        self._copying = 0
        self._query: bytes | None = None
        self._loss = ""
        self._value: bytes | None = None
        self._steps: Iterator[int] | None = None
        self.deadline: float | None = None  # of this connection attempt, by time.monotonic
        self.expired = False
        self.nonblocking = False  # PQsetnonblocking: what the stream does not take at once waits for ``flush``
        self._unsent = bytearray()
        self._room = ROOM

    def use(self, transport: Transport) -> None:
        """Start on a fresh stream."""
        self.drop()
        self.transport = transport
        self._decoder = _wire.Decoder()

    def drop(self) -> None:
        """Close the stream without a word (pqDropConnection)."""
        if self.transport is not None:
            self.transport.close()
            self.transport = None
        self._unsent.clear()

    def send(self, data: bytes) -> None:
        """Write. A stream that refuses is found out by the read that follows, which may hold the reason."""
        if self.nonblocking or self._unsent:
            self._unsent += data
            self.flush(waiting=not self.nonblocking)
        elif self.transport is not None:
            try:
                self.transport.send(data)
            except OSError:
                pass

    def put(self, data: bytes) -> None:
        """Write once there is a block, as libpq does between the messages of one command; the rest waits for what is written next.

        To a Unix socket whole blocks are written only.
        """
        if len(self._unsent) + len(data) > self._room:
            self.flush(waiting=not self.nonblocking)
            while len(self._unsent) + len(data) > self._room:
                self._room *= 2
        self._unsent += data
        if len(self._unsent) >= BLOCK:
            self.flush(waiting=not self.nonblocking, keep=len(self._unsent) % BLOCK if self.address.startswith(("/", "@")) else 0)

    def flush(self, waiting: bool = False, keep: int = 0) -> bool:
        """PQflush: write what is left, but for the last ``keep`` bytes; whether that is done, which it may not be without ``waiting``.

        A server may have so much to tell that it reads nothing until it is heard: who waits for it takes what it says.
        """
        while len(self._unsent) > keep and self.transport is not None:
            try:
                with memoryview(self._unsent) as unsent:
                    taken = self.transport.offer(unsent[: len(unsent) - keep])
            except OSError:
                taken = len(self._unsent)
            if taken == 0:
                if not waiting:
                    return False
                if self.transport.wait():
                    self.read()
            del self._unsent[:taken]
        return True

    def read(self) -> bool:
        """Wait for bytes and decode nothing yet; False if the stream is at its end (the connection is then BAD)."""
        message = SRVCLOSED
        if self.transport is None:
            return False
        try:
            data = self.transport.receive()
        except (ConnectionResetError, BrokenPipeError):
            data = b""
        except OSError as error:
            data = b""
            message = f"could not receive data from server: {error.strerror}\n"
        if data:
            self._decoder.feed(data)
            return True
        self._lose(message)
        return False

    def next_message(self) -> tuple[int, bytes] | None:
        """The next whole message; garbage loses the connection."""
        try:
            return self._decoder.next()
        except _wire.ProtocolError as error:
            self._lose(str(error))
            return None

    def raw(self, count: int) -> bytes | None:
        """Bytes outside the messages (the answer to SSLRequest)."""
        return self._decoder.raw(count)

    def _refuse(self, message: str) -> bool:
        """False, for what cannot be done now; the ``message`` says why, or that nothing can ever be done."""
        self.error_message = NULL if self.finished else self.error_message + message
        return False

    def _lose(self, message: str) -> None:
        self._loss = message
        self.error_message += message
        self.drop()
        self.status = CONNECTION_BAD
