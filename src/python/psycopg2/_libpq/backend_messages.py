"""Frontend/backend protocol 3.0: what the server says, bytes to messages. No I/O.

Source of every layout: PostgreSQL's documentation, "Message Formats".
"""

from __future__ import annotations

from struct import Struct
from struct import error as StructError

_LENGTH = Struct("!i")
_SHORT = Struct("!h")
_FIELD = Struct("!IhIhih")

# Types a message may have; only these may be longer than 30,000 bytes (libpq refuses others to detect garbage).
_LONG = frozenset(b"TDdVEN")
_KNOWN = frozenset(b"ACDEGHIKNRSTVWZcdnst123v")


class ProtocolError(Exception):
    """Bytes that no server sends; the stream cannot be read further."""


class Decoder:
    """Cuts a stream into messages. ``feed`` bytes as they come, then take ``next`` until it is None."""

    __slots__ = ("_buffer", "_missing", "_pieces", "_start")

    def __init__(self) -> None:
        self._buffer = b""
        self._start = 0
        self._pieces: list[bytes] = []
        self._missing = 0  # bytes that the message begun still lacks

    def feed(self, data: bytes) -> None:
        """Append what the transport received. The pieces of a long message are joined once, when it is whole."""
        self._missing -= len(data)
        if self._missing > 0:
            self._pieces.append(data)
            return
        rest = self._buffer[self._start :] if self._start < len(self._buffer) else b""
        self._buffer = b"".join((rest, *self._pieces, data)) if rest or self._pieces else data
        self._pieces.clear()
        self._missing = 0
        self._start = 0

    def next(self) -> tuple[int, bytes] | None:
        """(type, payload) of the next whole message, None if it has not all arrived."""
        start = self._start
        buffer = self._buffer
        if len(buffer) - start < 5:
            return None
        kind = buffer[start]
        (length,) = _LENGTH.unpack_from(buffer, start + 1)
        if length < 4 or kind not in _KNOWN or (length > 30000 and kind not in _LONG):
            raise ProtocolError(f'lost synchronization with server: got message type "{chr(kind)}", length {length}\n')
        end = start + 1 + length
        if len(buffer) < end:
            if not self._pieces:
                self._missing = end - len(buffer)
            return None
        self._start = end
        return kind, buffer[start + 5 : end]

    def take_rows(self, rows: list[bytes]) -> None:
        """Move the DataRow messages that come next into ``rows``: the loop that large results spend their time in."""
        buffer = self._buffer
        start = self._start
        size = len(buffer)
        unpack = _LENGTH.unpack_from
        append = rows.append
        while start + 5 <= size and buffer[start] == 68:  # 'D'
            end = start + 1 + unpack(buffer, start + 1)[0]
            if end > size or end < start + 5:
                break
            append(buffer[start + 5 : end])
            start = end
        self._start = start

    def upcoming(self) -> int | None:
        """The type of the next message, whole or not; None if nothing of it has arrived."""
        return self._buffer[self._start] if self._start < len(self._buffer) else None

    def raw(self, count: int) -> bytes | None:
        """``count`` bytes outside any message (the answer to SSLRequest), None if they have not arrived."""
        if len(self._buffer) - self._start < count:
            return None
        taken = self._buffer[self._start : self._start + count]
        self._start += count
        return taken

    def pending(self) -> int:
        """How many bytes are held back."""
        return len(self._buffer) - self._start + sum(map(len, self._pieces))


def text(payload: bytes, start: int = 0) -> tuple[bytes, int]:
    """(string, where the next thing begins) of a NUL-terminated string."""
    end = payload.find(b"\0", start)
    if end < 0:
        raise ProtocolError("a string without its end\n")
    return payload[start:end], end + 1


def error_fields(payload: bytes) -> dict[str, bytes]:
    """ErrorResponse or NoticeResponse: field code to value."""
    fields: dict[str, bytes] = {}
    position = 0
    while position < len(payload) and payload[position]:
        code = chr(payload[position])
        fields[code], position = text(payload, position + 1)
    return fields


def row_description(payload: bytes) -> list[tuple[bytes, int, int, int, int, int, int]]:
    """RowDescription: (name, table oid, column number, type oid, type size, type modifier, format) a column."""
    try:
        (count,) = _SHORT.unpack_from(payload, 0)
        position = 2
        columns = []
        for _ in range(count):
            name, position = text(payload, position)
            columns.append((name, *_FIELD.unpack_from(payload, position)))
            position += 18
    except StructError as error:
        raise ProtocolError('insufficient data in "T" message\n') from error
    return columns


def integer(payload: bytes, start: int = 0) -> int:
    """A signed 32-bit number of the payload."""
    try:
        return _LENGTH.unpack_from(payload, start)[0]
    except StructError as error:
        raise ProtocolError("message contents do not agree with its length\n") from error
