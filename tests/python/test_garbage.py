"""A server that talks nonsense: the driver gives results or its own errors, never a hang or another exception."""

from __future__ import annotations

import os
import random
import unittest

import backend
import psycopg2
from backend import complete, error, message, notice, ready, rows
from properties import for_all
from psycopg2._libpq import backend_messages as _wire

# ``npm run stress -- driver`` has more of them.
CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "1500"))

KINDS = [bytes([kind]) for kind in b"ACDEGHIKNSTVZRdcnst123"]


def nonsense(generator: random.Random) -> bytes:
    """A few messages of the right form and any content, then the end of the command."""
    stream = b""
    for _ in range(generator.randrange(1, 5)):
        kind = generator.choice(KINDS)
        payload = generator.randbytes(generator.randrange(12))
        if generator.random() < 0.5:
            payload = bytes(byte % 4 for byte in payload)
        stream += message(kind, payload)
    return stream + generator.choice([complete("X"), ready(b"T"), b""])


class GarbageTest(unittest.TestCase):
    def test_after_the_query(self) -> None:
        generator = random.Random(10)
        outcomes = set()
        for _ in range(3000):
            opener = backend.install(self, {b"q": nonsense(generator)})
            conn = psycopg2.connect("host=h user=u")
            opener.opened[-1].answers[b"BEGIN"] = complete("BEGIN")
            opener.opened[-1].hang_up = True
            cursor = conn.cursor()
            try:
                cursor.execute("q")
                if cursor.description is not None:
                    cursor.fetchall()
                outcomes.add("result")
            except psycopg2.Error as error:
                outcomes.add(type(error).__name__)
        self.assertIn("result", outcomes)
        self.assertIn("OperationalError", outcomes)

    def test_while_connecting(self) -> None:
        generator = random.Random(11)
        outcomes = set()
        for _ in range(2000):
            backend.install(self, {}, nonsense(generator))
            try:
                psycopg2.connect("host=h user=u password=p").close()
                outcomes.add("connected")
            except psycopg2.Error as error:
                outcomes.add(type(error).__name__)
        self.assertIn("OperationalError", outcomes)

    def test_any_bytes_in_any_cut(self) -> None:
        """The decoder gives the same messages, or the same error, however the bytes come."""

        def make(generator: random.Random) -> tuple[bytes, list[int]]:
            raw = generator.choice((generator.randbytes(generator.randrange(60)), nonsense(generator), mutated(generator)))
            return raw, [generator.randrange(1, 9) for _ in range(20)]

        def holds(case: tuple[bytes, list[int]]) -> None:
            raw, sizes = case
            whole = decoded([raw])
            pieces, rest = [], raw
            for size in sizes:
                pieces.append(rest[:size])
                rest = rest[size:]
            self.assertEqual(decoded([*pieces, rest]), whole)
            self.assertEqual(decoded([raw[at : at + 1] for at in range(len(raw))]), whole)

        for_all(make, holds, runs=2000, seed=12)

    def test_conversations_with_mistakes(self) -> None:
        """What a server really says with a byte changed, lost, doubled or cut off: in the greeting, in answers, in what comes beside."""
        outcomes = set()

        def make(generator: random.Random) -> tuple[bytes, bytes]:
            return (GREETING if generator.random() < 0.7 else mutated(generator, GREETING)), mutated(generator)

        def holds(case: tuple[bytes, bytes]) -> None:
            greeting, answer = case
            opener = backend.install(self, {b"q": answer}, greeting)
            before = opener.make

            def hanging_up() -> backend.Backend:
                made = before()
                made.hang_up, made.answering = True, True
                return made

            opener.make = hanging_up
            try:
                conn = psycopg2.connect("host=h user=u password=p")
                conn.autocommit = True
                cursor = conn.cursor()
                cursor.execute("q")
                try:
                    outcomes.add("rows" if cursor.description and cursor.fetchall() is not None else "no rows")
                except (ValueError, OverflowError) as failed:  # a value is none of its type: psycopg2 raises what Python does
                    outcomes.add(type(failed).__name__)
                cursor.execute("q")
            except psycopg2.Error as failed:
                outcomes.add(type(failed).__name__)
            else:
                conn.close()

        for_all(make, holds, runs=CONVERSATIONS, seed=13)
        self.assertLessEqual({"rows", "no rows", "OperationalError", "DivisionByZero"}, outcomes)


GREETING = message(b"R", b"\0\0\0\0") + message(b"S", b"client_encoding\0UTF8\0") + message(b"S", b"DateStyle\0ISO, MDY\0")
GREETING += message(b"K", b"\0\0\0\1\0\0\0\2") + ready()
ANSWERS = (
    rows([("a", 23), ("b", 25)], (b"1", b"x"), (None, b"\xc3\xa9"), status=b"I"),
    complete("INSERT 0 1", b"I"),
    error("ERROR", "22012", "division by zero", P="3", D="detail", H="hint") + ready(b"I"),
    notice("NOTICE", "00000", "hello") + complete("DO", b"I"),
    message(b"A", b"\0\0\0\1c\0p\0") + message(b"S", b"client_encoding\0LATIN1\0") + complete("SELECT 0", b"I"),
    rows([("a", 1114)], (b"2020-01-02 03:04:05",), status=b"I") + error("FATAL", "57P01", "terminating"),
    message(b"H", b"\0\0\0") + message(b"d", b"1\tx\n") + message(b"c", b"") + complete("COPY 1", b"I"),
    message(b"I", b"") + ready(),
)


def mutated(generator: random.Random, said: bytes | None = None) -> bytes:
    """What a server says, with up to three mistakes."""
    raw = said or b"".join(generator.choice(ANSWERS) for _ in range(generator.randrange(1, 3)))
    for _ in range(generator.randrange(4)):
        at = generator.randrange(len(raw) + 1)
        kind = generator.randrange(4)
        byte = bytes([generator.choice((0, 1, 255, generator.randrange(256)))])
        raw = (raw[:at] + byte + raw[at + 1 :], raw[:at] + raw[at + 1 :], raw[:at] + raw[at - 3 :], raw[:at])[kind]
    return raw


def decoded(pieces: list[bytes]) -> tuple[list[tuple[int, bytes]], str]:
    """The messages, and how it ended."""
    decoder, found = _wire.Decoder(), []
    try:
        for piece in pieces:
            decoder.feed(piece)
            while (item := decoder.next()) is not None:
                found.append(item)
    except _wire.ProtocolError as failed:
        return found, str(failed)
    return found, ""


if __name__ == "__main__":
    unittest.main()
