"""A scripted backend behind the driver's opener: what tests use where there is no server and no socket."""

from __future__ import annotations

import os
import struct
from typing import Callable

from psycopg2._libpq import pgconn as _pq

PARAMETERS = {
    "server_version": "18.4",
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "standard_conforming_strings": "on",
    "default_transaction_read_only": "off",
    "in_hot_standby": "off",
}


def message(kind: bytes, payload: bytes = b"") -> bytes:
    """One message as a server sends it."""
    return kind + struct.pack("!i", len(payload) + 4) + payload


def ready(status: bytes = b"I") -> bytes:
    """ReadyForQuery."""
    return message(b"Z", status)


def complete(tag: str, status: bytes = b"T") -> bytes:
    """CommandComplete and ReadyForQuery."""
    return message(b"C", tag.encode() + b"\0") + ready(status)


def error(severity: str, code: str, text: str, **fields: str) -> bytes:
    """ErrorResponse; further fields by their letter."""
    parts = {"S": severity, "V": severity, "C": code, "M": text, **fields}
    return message(b"E", b"".join(k.encode() + v.encode() + b"\0" for k, v in parts.items()) + b"\0")


def notice(severity: str, code: str, text: str, **fields: str) -> bytes:
    """NoticeResponse."""
    return b"N" + error(severity, code, text, **fields)[1:]


def rows(columns: list[tuple[str, int]], *values: tuple[bytes | None, ...], status: bytes = b"T") -> bytes:
    """A whole result: (name, type oid) a column, text values."""
    described = struct.pack("!h", len(columns))
    for name, oid in columns:
        described += name.encode() + b"\0" + struct.pack("!IhIhih", 0, 0, oid, -1, -1, 0)
    data = message(b"T", described)
    for row in values:
        payload = struct.pack("!h", len(row))
        for value in row:
            payload += struct.pack("!i", -1) if value is None else struct.pack("!i", len(value)) + value
        data += message(b"D", payload)
    return data + complete(f"SELECT {len(values)}", status)


class Backend:
    """A transport and its server in one. ``answers`` maps a query to what it is answered with, then ``None`` ends."""

    def __init__(self, answers: dict[bytes, bytes | None], greeting: bytes | None = None) -> None:
        self.answers = {b"BEGIN": complete("BEGIN"), b"COMMIT": complete("COMMIT", b"I"), **answers}
        self.answers.setdefault(b"ROLLBACK", complete("ROLLBACK", b"I"))
        self.greeting = greeting
        self.sent: list[bytes] = []
        self.outbox = b""
        self.ended = False
        self.closed = False
        self.started = False
        self.hang_up = False  # end the stream where the driver would wait for ever
        self.answering = False  # go on after a greeting of the test's

    def offer(self, data: memoryview) -> int:
        """Takes all."""
        self.send(bytes(data))
        return len(data)

    def send(self, data: bytes) -> None:
        """Answer at once."""
        if not self.started:
            self._greet(data)
            return
        self.sent.append(data)
        if data[:1] == b"Q" and not self.ended:
            answer = self.answers.get(data[5:-1], b"") if self.answering else self.answers[data[5:-1]]
            if answer is None:
                self.ended = True
            else:
                self.outbox += answer

    def _greet(self, data: bytes) -> None:
        if data[4:8] == struct.pack("!i", 80877103):  # SSLRequest
            self.outbox += b"N"
            return
        self.started = True
        self.startup = data
        if self.greeting is not None:
            self.outbox += self.greeting
            self.ended = not self.answering
            return
        self.outbox += message(b"R", struct.pack("!i", 0))
        for name, value in PARAMETERS.items():
            self.outbox += message(b"S", name.encode() + b"\0" + value.encode() + b"\0")
        self.outbox += message(b"K", struct.pack("!ii", 4711, 42)) + ready()

    def end(self, last_words: bytes = b"") -> None:
        """The backend dies."""
        self.outbox += last_words
        self.ended = True

    def receive(self) -> bytes:
        """What there is; a test that would wait for ever fails instead."""
        if not self.outbox and not self.ended and not self.hang_up:
            raise AssertionError("the driver waits for an answer that never comes")
        data, self.outbox = self.outbox, b""
        return data

    def readable(self, timeout: float | None) -> bool:
        """Whether receive has something to tell."""
        return bool(self.outbox) or self.ended

    def writable(self, timeout: float | None) -> bool:
        """Connected from the start."""
        return True

    def refused(self) -> OSError | None:
        """It is not."""
        return None

    def fileno(self) -> int:
        """No descriptor."""
        return -1 if self.closed else 7

    def close(self) -> None:
        """Remember it."""
        self.closed = True


class Opener:
    """The opener to install; keeps the backends it opened."""

    def __init__(self, make: Callable[[], Backend]) -> None:
        self.make = make
        self.opened: list[Backend] = []
        self.calls: list[tuple[str, int]] = []

    def resolve(self, host: str, port: int) -> list[str]:
        """Every name is one address."""
        return ["127.0.0.1"] if host == "localhost" else [host]

    def __call__(self, address: str, port: int) -> Backend:
        """Open another."""
        self.calls.append((address, port))
        self.opened.append(self.make())
        return self.opened[-1]


def install(test: object, answers: dict[bytes, bytes | None] | None = None, greeting: bytes | None = None) -> Opener:
    """Let ``psycopg2.connect`` reach scripted backends until ``test`` is over."""
    # The tests' own connection strings must be all there is.
    environment = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PG")}
    test.addCleanup(os.environ.update, environment)  # type: ignore[attr-defined]
    before = _pq.opener
    opener = Opener(lambda: Backend(answers or {}, greeting))
    _pq.opener = opener
    test.addCleanup(lambda: setattr(_pq, "opener", before))  # type: ignore[attr-defined]
    return opener
