"""A server that talks nonsense: the driver gives results or its own errors, never a hang or another exception."""

from __future__ import annotations

import random
import unittest

import backend
import psycopg2
from backend import complete, message, ready

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


if __name__ == "__main__":
    unittest.main()
