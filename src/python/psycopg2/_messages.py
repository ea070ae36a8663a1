"""What each message from a backend does to a connection: pqParseInput3 of libpq. Imports ``_stream``."""

from __future__ import annotations

from . import _wire
from ._result import COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, EMPTY_QUERY, TUPLES_OK, Result, error_result
from ._stream import IDLE, INERROR, INTRANS, UNKNOWN, Stream

_TRANSACTION = {0x49: IDLE, 0x54: INTRANS, 0x45: INERROR}


class Messages(Stream):
    """Turns messages into results, notices, notifications and parameters."""

    #: What the server last heard from said of standard_conforming_strings: for literals that are for no connection.
    standard_strings = False
    #: And of client_encoding.
    last_encoding = "SQL_ASCII"

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
        except (_wire.ProtocolError, IndexError, ValueError):
            self._lose(f'message contents do not agree with length in message type "{chr(kind)}"\n')

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
            self.parameters[name.decode(self.codec, "replace")] = value.decode(self.codec, "replace")
            if name == b"standard_conforming_strings":
                Messages.standard_strings = value == b"on"
            elif name == b"client_encoding":
                Messages.last_encoding = value.decode("ascii", "replace")
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
