"""One connection to a backend, behaving as libpq 17's PGconn does; names in comments are libpq's.

Knows nothing of cursors or Python values; how it is made is in ``_libpq.connecting``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Callable

from . import frontend_messages
from . import backend_messages
from .diagnostics import write_to_stderr
from .result import COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, EMPTY_QUERY, FATAL_ERROR, TUPLES_OK, Result, error_result

if TYPE_CHECKING:
    from collections.abc import Generator

    from .transport import Opener, Transport

# Where connections are opened: None means sockets. The page's host puts its own opener here.
opener: Opener | None = None

# ConnStatusType
CONNECTION_OK, CONNECTION_BAD, CONNECTION_STARTED, CONNECTION_MADE = 0, 1, 2, 3
CONNECTION_AWAITING_RESPONSE, CONNECTION_AUTH_OK, CONNECTION_SSL_STARTUP = 4, 5, 7
# PGTransactionStatusType
IDLE, ACTIVE, INTRANS, INERROR, UNKNOWN = range(5)
# PostgresPollingStatusType
POLLING_FAILED, POLLING_READING, POLLING_WRITING, POLLING_OK = range(4)

# libpq's buffer: what a COPY sends leaves it once it fills a block; it has this room at first.
BLOCK, ROOM = 8192, 16384

_TRANSACTION = {0x49: IDLE, 0x54: INTRANS, 0x45: INERROR}

NULL = "connection pointer is NULL\n"
SRVCLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)
NO_CONNECTION = "no connection to the server\n"
NO_COPY = "no COPY in progress\n"


class PGconn:
    """States and texts of a libpq connection. No method raises for what the server or the network does."""

    #: What the server last heard from said of standard_conforming_strings: for literals that are for no connection.
    standard_strings = False
    #: And of client_encoding.
    last_encoding = "SQL_ASCII"

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
        self.password = options.get("password", "")  # PQpass: of the host
        self.password_from_file = False
        self.password_needed = False
        self.password_used = False
        self.codec = "utf-8"
        self.notifies: list[tuple[int, str, str]] = []
        self.on_notice: Callable[[str], None] = write_to_stderr  # until somebody says what is to be done with them
        self.transport: Transport | None = None
        self._decoder = backend_messages.Decoder()
        self._transaction = IDLE
        self._busy = False  # a query was sent and its ReadyForQuery has not come
        self._results: list[Result] = []  # complete, not yet taken
        self._current: Result | None = None  # rows still coming
        self._copying = 0
        self._query: bytes | None = None
        self._loss = ""
        self._value: bytes | None = None
        self.steps: Generator[int, None, None] | None = None  # of connecting, as long as it is not connected
        self.attempt = 0  # how many addresses have been tried
        self.nonblocking = False  # PQsetnonblocking: what the stream does not take at once waits for ``flush``
        self._unsent = bytearray()
        self._room = ROOM
        self._process = os.getpid()

    def __del__(self) -> None:
        """A connection is dropped. Not its own ``__del__``, which a program may override. A forked process has a mere copy."""
        if not self.finished and self._process == os.getpid():
            try:
                self.finish()
            except BaseException:  # noqa: BLE001 - the interpreter may be going down
                pass

    def finish(self) -> None:
        """PQfinish: say goodbye if there is somebody to say it to, and close."""
        if self.transport is not None and self.status == CONNECTION_OK:
            self.send(frontend_messages.terminate())
        self.drop()
        self.status = CONNECTION_BAD
        self.finished = True
        self.error_message = NULL
        self._busy = False
        self._copying = 0
        self._results.clear()
        self._current = None

    # -- facts --------------------------------------------------------------------------------------------------

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

    def protocol_version(self) -> int:
        """PQprotocolVersion: 3, or 0 without a connection."""
        return 0 if self.status == CONNECTION_BAD else 3

    def server_version(self) -> int:
        """PQserverVersion: 180004 for 18.4; 0 without a connection."""
        if self.status == CONNECTION_BAD:
            return 0
        words = self.parameters.get("server_version", "").split(" ")[0].split(".")
        digits = [int("".join(filter(str.isdigit, word)) or 0) for word in words] + [0, 0]
        if digits[0] >= 10:
            return digits[0] * 10000 + (digits[1] if len(words) > 1 else 0)
        return digits[0] * 10000 + digits[1] * 100 + digits[2]

    # -- the stream ---------------------------------------------------------------------------------------------

    def use(self, transport: Transport) -> None:
        """Start on a fresh stream, to a server that has told nothing yet."""
        self.drop()
        self.parameters.clear()
        self.transport = transport
        self._decoder = backend_messages.Decoder()

    def drop(self) -> None:
        """Close the stream without a word (pqDropConnection)."""
        if self.transport is not None:
            self.transport.close()
            self.transport = None
        self._unsent.clear()

    def set_nonblocking(self) -> None:
        """PQsetnonblocking: forgets what there was to say, even where to a connection is being made."""
        self.error_message = ""
        self.nonblocking = True

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
        except backend_messages.ProtocolError as error:
            self._lose(str(error))
            return None

    def upcoming(self) -> int | None:
        """The type of the next message, whole or not; None if nothing of it has arrived."""
        return self._decoder.upcoming()

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

    # -- what each message does: pqParseInput3 ------------------------------------------------------------------

    def _parse(self) -> None:
        """pqParseInput3: act on the messages that are whole, up to the end of one result or the data of a copy.

        Notifications and notices are taken in any state, so also those that follow the result at once.
        """
        while not self._copying:
            if self._results and self._decoder.upcoming() not in (65, 78):  # A, N
                return
            message = self.next_message()
            if message is None:
                return
            self.take(*message)

    def take(self, kind: int, payload: bytes) -> None:
        """Act on one message; one whose content is not what its type promises loses the connection."""
        try:
            self.handle(kind, payload)
        except (backend_messages.ProtocolError, IndexError, ValueError):
            self._lose(f'message contents do not agree with length in message type "{chr(kind)}"\n')

    def handle(self, kind: int, payload: bytes) -> None:
        """Act on one message of an established connection."""
        if kind == 68:  # D
            if self._current is not None:
                self._current.rows.append(payload)
                self._decoder.take_rows(self._current.rows)
        elif kind == 84:  # T
            self._current = Result(TUPLES_OK)
            self._current.columns = backend_messages.row_description(payload)
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
            name, position = backend_messages.text(payload)
            value, _ = backend_messages.text(payload, position)
            self.parameters[name.decode(self.codec, "replace")] = value.decode(self.codec, "replace")
            if name == b"standard_conforming_strings":
                PGconn.standard_strings = value == b"on"
            elif name == b"client_encoding":
                PGconn.last_encoding = value.decode("ascii", "replace")
        elif kind == 65:  # A
            channel, position = backend_messages.text(payload, 4)
            body, _ = backend_messages.text(payload, position)
            self.notifies.append(
                (backend_messages.integer(payload), channel.decode(self.codec, "replace"), body.decode(self.codec, "replace"))
            )
        elif kind == 86:  # V
            length = backend_messages.integer(payload)
            self._value = payload[4:] if length >= 0 else None
        elif kind == 75:  # K
            self.backend_pid = backend_messages.integer(payload)
            self.backend_key = payload[4:]

    def _notice(self, payload: bytes) -> None:
        self.on_notice(error_result(payload, self._query, self.codec, context=False).message or "")

    # -- queries ------------------------------------------------------------------------------------------------

    def execute(self, sql: bytes) -> Result | None:
        """PQexec: send and return the *last* result. A FATAL is followed by the end of the stream, whose text wins.

        None, with ``error_message``, if nothing could be sent. Stops at the first COPY.
        """
        if self._copying == COPY_BOTH:
            self.error_message += "PQexec not allowed during COPY BOTH\n"
            return None
        if self.status == CONNECTION_OK:
            self._drain()
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
        return last

    def send_query(self, sql: bytes) -> bool:
        """PQsendQuery."""
        if self.status != CONNECTION_OK:
            self.error_message = ""
            return self._refuse(NO_CONNECTION)
        if self._busy or self._results:
            self.error_message += "another command is already in progress\n"
            return False
        self.error_message = ""
        return self.send_command(frontend_messages.query(sql), sql.split(b"\0", 1)[0])

    def send_command(self, message: bytes, sql: bytes | None = None) -> bool:
        """Send what makes the server answer with ReadyForQuery; ``sql`` is for error texts."""
        self._query = sql
        self._busy = True
        self.send(message)
        return True

    def _drain(self) -> None:
        """Take and forget what an earlier command left (PQexecStart); a COPY is broken off, unless it goes both ways."""
        while (self._results or self._busy) and self._copying != COPY_BOTH:
            if self._copying == COPY_OUT:
                while self.get_copy_data():
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
            self.flush(waiting=True)
            if not self.read():
                return self._lost_result()

    def _remember(self, result: Result) -> None:
        if result.status == FATAL_ERROR and result.message is not None:
            self.error_message += result.message

    def consume_input(self) -> bool:
        """PQconsumeInput: one read of what has arrived, without waiting; False if the connection is lost."""
        if self.transport is None:
            return False
        self.flush()
        alive = self.read() if self.transport.readable(0) else True
        self._parse()
        return alive

    def is_busy(self) -> bool:
        """PQisBusy: whether ``get_result`` would wait."""
        self._parse()
        return self._busy and not self._results and not self._copying and self.transport is not None

    # -- the data of a COPY, either way -------------------------------------------------------------------------

    def get_copy_data(self) -> bytes | None:
        """PQgetCopyData: the next row of a COPY TO STDOUT, ``b''`` at its end; None, with ``error_message``, if there is none any more."""
        if not self._copying:
            self._refuse(NO_COPY)
            return None
        while True:
            data = self.copy_data()
            if data is not None:
                return data
            if not self.read():
                self._lost_result()
                return None

    def copy_data(self) -> bytes | None:
        """The same without waiting: None if nothing has arrived."""
        while self._copying in (COPY_OUT, COPY_BOTH):
            message = self.next_message()
            if message is None:
                return None
            if message[0] == 100:  # d
                return message[1]
            if message[0] == 99:  # c
                self._copying = COPY_IN if self._copying == COPY_BOTH else 0
            else:
                self.take(*message)
        return b""

    def put_copy_data(self, data: bytes) -> bool:
        """PQputCopyData; False, with ``error_message``, if there is no copy to put it into."""
        if self._copying not in (COPY_IN, COPY_BOTH):
            return self._refuse(NO_COPY)
        while self._decoder.upcoming() in (65, 78):  # A, N: of those there may be many
            message = self.next_message()
            if message is None:
                break
            self.take(*message)
        self.put(frontend_messages.copy_data(data))
        return True

    def end_copy(self, reason: bytes | None = None) -> bool:
        """PQputCopyEnd, by failure if there is a ``reason``; ``last_result`` then has the outcome. False if there is no copy."""
        if self._copying not in (COPY_IN, COPY_BOTH):
            return self._refuse(NO_COPY)
        self._copying = 0
        self.send(frontend_messages.copy_done() if reason is None else frontend_messages.copy_fail(reason))
        return True

    def _lost_result(self) -> Result:
        """The loss as a result: its text is its own, where ``error_message`` adds up all of the command's."""
        self._busy = False
        self._copying = 0
        self._current = None
        return Result(FATAL_ERROR, self._loss)

    # -- large objects ------------------------------------------------------------------------------------------

    def call(self, oid: int, *arguments: int | bytes) -> bytes | None:
        """PQfn: the binary result of a function; None if it failed (``error_message``) or returned NULL."""
        self.error_message = ""
        if self.transport is None or self._busy or self._results or self._copying:
            self._refuse("connection in wrong state\n")
            return None
        packed = [part if isinstance(part, bytes) else part.to_bytes(4, "big", signed=part < 0) for part in arguments]
        self._value = None
        self.send_command(frontend_messages.function_call(oid, packed))
        return self._value if self.last_result() is None else None
