"""One connection to a backend, behaving as libpq 15's PGconn does; names in comments are libpq's.

Imports ``_wire``, ``_result`` and, to connect, ``_connect``. Knows nothing of cursors or Python values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from . import _wire
from ._result import (
    COMMAND_OK,
    COPY_BOTH,
    COPY_IN,
    COPY_OUT,
    EMPTY_QUERY,
    FATAL_ERROR,
    TUPLES_OK,
    Result,
    error_result,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._transport import Opener, Transport

# Where connections are opened: None means sockets. The page's host puts its own opener here.
opener: Opener | None = None

# ConnStatusType
CONNECTION_OK, CONNECTION_BAD, CONNECTION_STARTED, CONNECTION_MADE = 0, 1, 2, 3
CONNECTION_AWAITING_RESPONSE, CONNECTION_AUTH_OK, CONNECTION_SSL_STARTUP = 4, 5, 7
# PGTransactionStatusType
IDLE, ACTIVE, INTRANS, INERROR, UNKNOWN = range(5)
# PostgresPollingStatusType
POLLING_FAILED, POLLING_READING, POLLING_WRITING, POLLING_OK = range(4)

SRVCLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)
_TRANSACTION = {0x49: IDLE, 0x54: INTRANS, 0x45: INERROR}


class PGconn:
    """States and texts of a libpq connection. No method raises for what the server or the network does."""

    def __init__(self, options: dict[str, str]) -> None:
        self.options = options
        self.status = CONNECTION_BAD
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
        self._interrupt: KeyboardInterrupt | None = None
        self._value: bytes | None = None
        self._steps: Iterator[int] | None = None
        self.deadline: float | None = None  # of this connection attempt, by time.monotonic
        self.expired = False

    # -- connecting --------------------------------------------------------------------------------------------

    def connect_poll(self) -> int:
        """PQconnectPoll: advance as far as possible without waiting; a POLLING_ value."""
        if self._steps is None:
            if self.status == CONNECTION_OK:
                return POLLING_OK
            from ._connect import steps

            self._steps = steps(self)
        polled = next(self._steps, None)
        if polled is not None:
            return polled
        return POLLING_OK if self.status == CONNECTION_OK else POLLING_FAILED

    def connect(self) -> None:
        """PQconnectdb: until CONNECTION_OK, or CONNECTION_BAD with ``error_message``."""
        from ._connect import wait_for

        wait_for(self)

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

    def finish(self) -> None:
        """PQfinish: say goodbye if there is somebody to say it to, and close."""
        if self.transport is not None and self.status == CONNECTION_OK:
            self.send(_wire.terminate())
        self.drop()
        self.status = CONNECTION_BAD
        self._results.clear()
        self._current = None

    # -- facts -------------------------------------------------------------------------------------------------

    def transaction_status(self) -> int:
        """PQtransactionStatus."""
        if self.status != CONNECTION_OK:
            return UNKNOWN
        if self._busy or self._results:
            return ACTIVE
        return self._transaction

    def fileno(self) -> int:
        """PQsocket; -1 without a stream."""
        return self.transport.fileno() if self.transport is not None else -1

    def server_version(self) -> int:
        """PQserverVersion: 180004 for 18.4."""
        words = self.parameters.get("server_version", "").split(" ")[0].split(".")
        digits = [int("".join(filter(str.isdigit, word)) or 0) for word in words] + [0, 0]
        if digits[0] >= 10:
            return digits[0] * 10000 + (digits[1] if len(words) > 1 else 0)
        return digits[0] * 10000 + digits[1] * 100 + digits[2]

    # -- bytes -------------------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Write. A stream that refuses is found out by the read that follows, which may hold the reason."""
        if self.transport is not None:
            try:
                self.transport.send(data)
            except OSError:
                pass

    def read(self) -> bool:
        """Wait for bytes and decode nothing yet; False if the stream is at its end (the connection is then BAD)."""
        message = SRVCLOSED
        try:
            data = self.transport.receive() if self.transport is not None else b""
        except (ConnectionResetError, BrokenPipeError):
            data = b""
        except KeyboardInterrupt as interrupt:
            # A C driver returns to Python, and Python raises, only when the statement is over.
            if not self._busy or not getattr(self.transport, "defers_interrupts", False):
                raise
            self._interrupt = interrupt
            return True
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

    def _lose(self, message: str) -> None:
        self._loss = message
        self.error_message += message
        self.drop()
        self.status = CONNECTION_BAD

    # -- queries -----------------------------------------------------------------------------------------------

    def execute(self, sql: bytes) -> Result | None:
        """PQexec: send and return the *last* result. A FATAL is followed by the end of the stream, whose text wins.

        None, with ``error_message``, if nothing could be sent. Stops at the first COPY.
        """
        if not self.send_query(sql):
            return None
        return self.last_result()

    def last_result(self) -> Result | None:
        """The last of the results to come (PQexecFinish)."""
        last = None
        while True:
            result = self.get_result()
            if result is None:
                break
            last = result
            if result.status in (COPY_IN, COPY_OUT, COPY_BOTH) or self.status == CONNECTION_BAD:
                break
        if self._interrupt is not None:
            interrupt, self._interrupt = self._interrupt, None
            raise interrupt
        return last

    def send_query(self, sql: bytes) -> bool:
        """PQsendQuery."""
        self.error_message = ""
        if self.status != CONNECTION_OK:
            self.error_message = "no connection to the server\n"
            return False
        self._drain()
        if self._busy:
            self.error_message = "another command is already in progress\n"
            return False
        return self.send_command(_wire.query(sql), sql.split(b"\0", 1)[0])

    def send_command(self, message: bytes, sql: bytes | None = None) -> bool:
        """Send what makes the server answer with ReadyForQuery; ``sql`` is for error texts."""
        self._query = sql
        self._busy = True
        self.send(message)
        return True

    def _drain(self) -> None:
        """Take and forget what an earlier command left (PQexecStart); a COPY is broken off."""
        while self._results or self._busy:
            if self._copying == COPY_OUT:
                for _ in self.copied():
                    pass
            elif self._copying:
                self.end_copy(b"COPY terminated by new PQexec")
            elif self.get_result() is None:
                break
        self.error_message = ""

    def get_result(self) -> Result | None:
        """PQgetResult: the next result, waiting for it; None when the command is over."""
        while True:
            self._parse()
            if self._results:
                result = self._results.pop(0)
                self._remember(result)
                return result
            if self._copying:
                return Result(self._copying)
            if not self._busy:
                return None
            if not self.read():
                return self._lost_result()

    def _lost_result(self) -> Result:
        """The loss as a result: its text is its own, where ``error_message`` adds up all of the command's."""
        self._busy = False
        self._copying = 0
        self._current = None
        return Result(FATAL_ERROR, self._loss)

    def _remember(self, result: Result) -> None:
        if result.status == FATAL_ERROR and result.message is not None:
            self.error_message += result.message

    def consume_input(self) -> bool:
        """PQconsumeInput: one read of what has arrived, without waiting; False if the connection is lost."""
        if self.transport is None:
            return False
        alive = self.read() if self.transport.readable(0) else True
        self._parse()
        return alive

    def is_busy(self) -> bool:
        """PQisBusy: whether ``get_result`` would wait."""
        self._parse()
        return self._busy and not self._results and not self._copying and self.transport is not None

    # -- large objects -----------------------------------------------------------------------------------------

    def call(self, oid: int, *arguments: int | bytes) -> bytes | None:
        """PQfn: the binary result of a function; None if it failed (``error_message``) or returned NULL."""
        self.error_message = ""
        if self.status != CONNECTION_OK:
            self.error_message = "no connection to the server\n"
            return None
        self._drain()
        packed = [part if isinstance(part, bytes) else part.to_bytes(4, "big", signed=part < 0) for part in arguments]
        self._value = None
        self.send_command(_wire.function_call(oid, packed))
        return self._value if self.last_result() is None else None

    # -- COPY --------------------------------------------------------------------------------------------------

    def end_copy(self, reason: bytes | None = None) -> Result | None:
        """End a COPY FROM STDIN, by failure if there is a ``reason``; the outcome."""
        self._copying = 0
        self.send(_wire.copy_done() if reason is None else _wire.copy_fail(reason))
        return self.last_result()

    def copied(self) -> Iterator[bytes]:
        """The rows of a COPY TO STDOUT, waiting for each; then ``last_result`` has the outcome."""
        while self._copying:
            message = self.next_message()
            if message is None:
                if not self.read():
                    self._results.append(self._lost_result())
                    return
            elif message[0] == 100:  # d
                yield message[1]
            elif message[0] == 99:  # c
                self._copying = 0
            else:
                self.handle(*message)

    # -- decoding ----------------------------------------------------------------------------------------------

    def _parse(self) -> None:
        """pqParseInput3: act on the messages that are whole, up to the end of one result."""
        while not self._results:
            message = self.next_message()
            if message is None:
                return
            self.handle(*message)
            if self._copying:
                return

    def handle(self, kind: int, payload: bytes) -> None:
        """Act on one message of an established connection."""
        if kind == 68:  # D
            if self._current is not None:
                self._current.rows.append(payload)
                self._decoder.take_rows(self._current.rows)
        elif kind == 84:  # T
            self._current = Result(TUPLES_OK)
            self._current.columns = _wire.row_description(payload)
        elif kind == 67:  # C
            result = self._current or Result(COMMAND_OK)
            result.command = payload[:-1]
            self._current = None
            self._results.append(result)
        elif kind == 90:  # Z
            self._busy = False
            self._transaction = _TRANSACTION.get(payload[0], UNKNOWN)
        elif kind == 69:  # E
            if self._busy:
                self._current = None
                self._copying = 0
                self._results.append(error_result(payload, self._query, self.codec))
            else:
                self._notice(payload)
        elif kind == 78:  # N
            self._notice(payload)
        elif kind == 73:  # I
            self._results.append(Result(EMPTY_QUERY))
        elif kind in (71, 72, 87):  # G H W
            self._copying = {71: COPY_IN, 72: COPY_OUT, 87: COPY_BOTH}[kind]
        else:
            self.handle_aside(kind, payload)

    def handle_aside(self, kind: int, payload: bytes) -> None:
        """Messages that may come at any time and belong to no command."""
        if kind == 83:  # S
            name, position = _wire.text(payload)
            value, _ = _wire.text(payload, position)
            self.parameters[name.decode()] = value.decode(self.codec, "replace")
        elif kind == 65:  # A
            channel, position = _wire.text(payload, 4)
            body, _ = _wire.text(payload, position)
            self.notifies.append(
                (_wire.integer(payload), channel.decode(self.codec, "replace"), body.decode(self.codec, "replace"))
            )
        elif kind == 86:  # V
            length = _wire.integer(payload)
            self._value = payload[4:] if length >= 0 else None
        elif kind == 75:  # K
            self.backend_pid = _wire.integer(payload)
            self.backend_key = payload[4:]

    def _notice(self, payload: bytes) -> None:
        self.on_notice(error_result(payload, self._query, self.codec, context=False).message or "")
