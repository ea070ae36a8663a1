"""One connection to a backend, behaving as libpq 17's PGconn does; names in comments are libpq's.

Imports ``_copydata`` and, to connect, ``_connecting``. Knows nothing of cursors or Python values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _encode
from ._copydata import CopyData
from ._result import COPY_BOTH, COPY_IN, COPY_OUT, FATAL_ERROR, Result
from ._stream import ACTIVE as ACTIVE
from ._stream import CONNECTION_AUTH_OK as CONNECTION_AUTH_OK
from ._stream import CONNECTION_AWAITING_RESPONSE as CONNECTION_AWAITING_RESPONSE
from ._stream import CONNECTION_BAD as CONNECTION_BAD
from ._stream import CONNECTION_MADE as CONNECTION_MADE
from ._stream import CONNECTION_OK as CONNECTION_OK
from ._stream import CONNECTION_SSL_STARTUP as CONNECTION_SSL_STARTUP
from ._stream import CONNECTION_STARTED as CONNECTION_STARTED
from ._stream import NULL
from ._stream import POLLING_FAILED as POLLING_FAILED
from ._stream import POLLING_OK as POLLING_OK
from ._stream import POLLING_READING as POLLING_READING
from ._stream import POLLING_WRITING as POLLING_WRITING
from ._stream import UNKNOWN as UNKNOWN

if TYPE_CHECKING:
    from ._transport import Opener

# Where connections are opened: None means sockets. The page's host puts its own opener here.
opener: Opener | None = None

class PGconn(CopyData):
    """States and texts of a libpq connection. No method raises for what the server or the network does."""

    # -- connecting --------------------------------------------------------------------------------------------

    def connect_poll(self) -> int:
        """PQconnectPoll: advance as far as possible without waiting; a POLLING_ value."""
        if self._steps is None:
            if self.status == CONNECTION_OK:
                return POLLING_OK
            from ._connecting import steps

            self._steps = steps(self)
        polled = next(self._steps, None)
        if polled == POLLING_OK:
            self._steps = None  # no more are to be taken, and none is to be cleaned up after
        elif polled is not None:
            return polled
        return POLLING_OK if self.status == CONNECTION_OK else POLLING_FAILED

    def connect(self) -> None:
        """PQconnectdb: until CONNECTION_OK, or CONNECTION_BAD with ``error_message``."""
        from ._connecting import wait_for

        wait_for(self)

    def finish(self) -> None:
        """PQfinish: say goodbye if there is somebody to say it to, and close."""
        if self.transport is not None and self.status == CONNECTION_OK:
            self.send(_encode.terminate())
        self.drop()
        self.status = CONNECTION_BAD
        self.finished = True
        self.error_message = NULL
        self._busy = False
        self._copying = 0
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

    # -- queries -----------------------------------------------------------------------------------------------

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
            return self._refuse("no connection to the server\n")
        if self._busy or self._results:
            self.error_message += "another command is already in progress\n"
            return False
        self.error_message = ""
        return self.send_command(_encode.query(sql), sql.split(b"\0", 1)[0])

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

    # -- large objects -----------------------------------------------------------------------------------------

    def call(self, oid: int, *arguments: int | bytes) -> bytes | None:
        """PQfn: the binary result of a function; None if it failed (``error_message``) or returned NULL."""
        self.error_message = ""
        if self.status != CONNECTION_OK:
            self._refuse("no connection to the server\n")
            return None
        self._drain()
        packed = [part if isinstance(part, bytes) else part.to_bytes(4, "big", signed=part < 0) for part in arguments]
        self._value = None
        self.send_command(_encode.function_call(oid, packed))
        return self._value if self.last_result() is None else None
