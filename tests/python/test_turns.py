"""Connections that threads share, and Ctrl+C while a statement runs."""

from __future__ import annotations

import threading
import unittest

import backend
import psycopg2
from backend import complete, error, ready, rows
from psycopg2 import errors, extensions

ONE = rows([("n", 23)], (b"1",))
CANCELED = error("ERROR", "57014", "canceling statement due to user request") + ready(b"E")


class Interrupted(backend.Backend):
    """Ctrl+C is pressed when the driver waits for the answer to a statement, as often as it says."""

    defers_interrupts = True
    presses = 0

    def receive(self) -> bytes:
        """As the signal handler would."""
        if self.presses:
            self.presses -= 1
            raise KeyboardInterrupt(self.presses)
        return super().receive()


class InterruptTest(unittest.TestCase):
    def setUp(self) -> None:
        answers = {b"select 1": ONE, b"sleep": CANCELED, b"DISCARD ALL": complete("DISCARD", b"I"), b"ABORT": complete("ROLLBACK", b"I")}
        self.opener = backend.install(self, {})
        self.opener.make = lambda: Interrupted(answers)
        self.conn = psycopg2.connect("host=localhost user=reader dbname=lab")
        self.backend = self.opener.opened[-1]

    def test_the_statement_ends_before_the_program_hears_of_it(self) -> None:
        cursor = self.conn.cursor()
        self.backend.presses = 1
        with self.assertRaises(KeyboardInterrupt) as raised:
            cursor.execute("select 1")
        self.assertIsNone(raised.exception.__context__)
        # Both BEGIN and the statement have been executed, as they are one call for a program
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)
        self.assertEqual(cursor.fetchone(), (1,))
        cursor.execute("select 1")
        self.assertEqual(cursor.fetchone(), (1,))

    def test_what_became_of_the_statement_is_its_context(self) -> None:
        cursor = self.conn.cursor()
        cursor.execute("select 1")
        self.backend.presses = 2
        with self.assertRaises(KeyboardInterrupt) as raised:
            cursor.execute("sleep")
        context = raised.exception.__context__
        self.assertIsInstance(context, errors.QueryCanceled)
        self.assertEqual(str(context), "canceling statement due to user request\n")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INERROR)
        self.conn.rollback()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_commit_rollback_and_reset_are_done_nevertheless(self) -> None:
        for method in "commit", "rollback", "reset":
            self.conn.cursor().execute("select 1")
            self.backend.presses = 1
            with self.assertRaises(KeyboardInterrupt):
                getattr(self.conn, method)()
            self.assertEqual(self.conn.status, extensions.STATUS_READY)
            self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)


class Waiting(backend.Backend):
    """Answers when it is let."""

    def __init__(self, answers: dict[bytes, bytes | None]) -> None:
        super().__init__(answers)
        self.asked = threading.Event()
        self.may_answer = threading.Event()
        self.slow = False

    def receive(self) -> bytes:
        """Waits as a socket would."""
        if self.slow:
            self.asked.set()
            self.may_answer.wait()
        return super().receive()


class SharingTest(unittest.TestCase):
    def setUp(self) -> None:
        self.opener = backend.install(self, {})
        self.opener.make = lambda: Waiting({b"select 1": ONE})
        self.conn = psycopg2.connect("host=localhost user=reader dbname=lab")
        self.backend = self.opener.opened[-1]
        self.said: list[object] = []

    def start(self, work: object) -> threading.Thread:
        thread = threading.Thread(target=work)
        thread.start()
        self.addCleanup(thread.join)
        return thread

    def execute(self) -> None:
        cursor = self.conn.cursor()
        cursor.execute("select 1")
        self.said.append(cursor.fetchone())

    def begin_slowly(self) -> None:
        self.execute()
        self.backend.slow = True
        self.start(self.execute)
        self.backend.asked.wait()

    def answer(self) -> None:
        self.backend.slow = False
        self.backend.may_answer.set()

    def test_a_second_statement_waits_for_the_first(self) -> None:
        self.begin_slowly()
        sent = len(self.backend.sent)
        second = self.start(self.execute)
        self.assertEqual((len(self.backend.sent), self.said), (sent, [(1,)]))
        self.answer()
        second.join()
        self.assertEqual((len(self.backend.sent), self.said), (sent + 1, [(1,)] * 3))

    def test_close_and_commit_wait_for_the_statement(self) -> None:
        for method in "commit", "close":
            with self.subTest(method):
                self.begin_slowly()
                waiting = self.start(getattr(self.conn, method))
                self.assertEqual((self.conn.closed, self.conn.status), (0, extensions.STATUS_BEGIN))
                self.answer()
                waiting.join()
                self.assertEqual(self.conn.status, extensions.STATUS_READY if method == "commit" else extensions.STATUS_BEGIN)
                self.backend.asked.clear()
                self.backend.may_answer.clear()
        self.assertEqual(self.conn.closed, 1)


if __name__ == "__main__":
    unittest.main()
