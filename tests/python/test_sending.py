"""Asynchronous connections do not wait to send: what the stream does not take at once, poll() goes on with."""

from __future__ import annotations

import unittest

import backend
import psycopg2
from backend import rows
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE

QUERY = b"select 1 /* long enough for it  */ "
ONE = rows([("n", 23)], (b"1",), status=b"I")


class Narrow(backend.Backend):
    """Takes ten bytes at a time, and then none until it is asked again."""

    narrow = False
    taken = b""
    full = False

    def offer(self, data: memoryview) -> int:
        """The message is answered when all of it is there."""
        if not self.narrow:
            return super().offer(data)
        self.full = not self.full
        if not self.full:
            return 0
        self.taken += data[:10]
        if len(data) <= 10:
            self.send(self.taken)
            self.taken = b""
        return len(data[:10])


class SendingTest(unittest.TestCase):
    def setUp(self) -> None:
        opener = backend.install(self, {})
        opener.make = lambda: Narrow({QUERY: ONE})
        self.conn = psycopg2.connect("host=localhost user=reader dbname=lab", async_=1)
        while self.conn.poll() != POLL_OK:
            pass
        self.backend = opener.opened[-1]
        self.cursor = self.conn.cursor()

    def test_poll_writes_what_is_left(self) -> None:
        self.backend.narrow = True
        self.cursor.execute(QUERY)
        self.assertTrue(self.conn.isexecuting())
        self.assertEqual([self.conn.poll() for _ in range(5)], [POLL_WRITE, POLL_WRITE, POLL_READ, POLL_OK, POLL_OK])
        self.assertEqual(self.cursor.fetchone(), (1,))
        self.assertEqual(self.backend.sent[-1], b"Q\0\0\0\x28" + QUERY + b"\0")

    def test_nothing_overtakes_what_is_left(self) -> None:
        self.backend.narrow = True
        self.conn._pq.send(b"x" * 12)
        self.conn._pq.send(b"yyy")
        self.assertEqual(self.backend.sent[-1], b"x" * 12 + b"yyy")

    def test_what_is_taken_at_once(self) -> None:
        self.cursor.execute(QUERY)
        self.assertEqual([self.conn.poll(), self.cursor.fetchone()], [POLL_OK, (1,)])

    def test_a_stream_that_refuses_is_found_out_by_reading(self) -> None:
        def refuse(data: memoryview) -> int:
            raise BrokenPipeError

        self.backend.offer = refuse
        self.backend.hang_up = True
        self.backend.end()
        self.cursor.execute(QUERY)
        with self.assertRaisesRegex(psycopg2.OperationalError, "server closed the connection unexpectedly"):
            self.conn.poll()
        self.assertEqual(self.conn.closed, 2)


if __name__ == "__main__":
    unittest.main()
