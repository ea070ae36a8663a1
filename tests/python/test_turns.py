"""Connections that threads share, and Ctrl+C while a statement runs."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import unittest
from typing import Any, Callable

import backend
import psycopg2
from backend import complete, error, ready, rows
from psycopg2 import extensions

ONE = rows([("n", 23)], (b"1",))
CANCELED = error("ERROR", "57014", "canceling statement due to user request") + ready(b"E")


class Interrupted(backend.Backend):
    """Ctrl+C is pressed when the driver waits for the answer to a statement, as often as it says."""

    presses = 0

    def receive(self) -> bytes:
        """What comes with it is there nevertheless."""
        if self.presses:
            self.presses -= 1
            signal.raise_signal(signal.SIGINT)
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
        # But it came before the cursor had the result
        self.assertRaisesRegex(psycopg2.ProgrammingError, "no results to fetch", cursor.fetchone)
        cursor.execute("select 1")
        self.assertEqual(cursor.fetchone(), (1,))

    def test_what_became_of_the_statement_is_not_told(self) -> None:
        cursor = self.conn.cursor()
        cursor.execute("select 1")
        self.backend.presses = 1
        with self.assertRaises(KeyboardInterrupt) as raised:
            cursor.execute("sleep")
        self.assertIsNone(raised.exception.__context__)
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

    def test_a_handler_is_called_at_the_end_too(self) -> None:
        heard: list[Any] = []
        cursor = self.conn.cursor()
        cursor.execute("select 1")

        def handle(number: int, frame: Any) -> None:
            heard.append((number, frame.f_code.co_name, self.conn.get_transaction_status()))

        for number in signal.SIGALRM, signal.SIGINT:
            before = signal.signal(number, handle)
            self.addCleanup(signal.signal, number, before)
        self.backend.presses = 2
        cursor.execute("select 1")
        self.assertEqual(heard, [(signal.SIGINT, self._testMethodName, extensions.TRANSACTION_STATUS_INTRANS)])
        self.assertEqual(cursor.fetchone(), (1,))
        self.assertIs(signal.getsignal(signal.SIGINT), handle)

    def test_in_a_wait_callback_it_is_heard_at_once(self) -> None:
        def wait(conn: extensions.connection) -> None:
            conn.poll()
            signal.raise_signal(signal.SIGINT)

        self.conn.commit()
        self.addCleanup(extensions.set_wait_callback, None)
        extensions.set_wait_callback(wait)
        with self.assertRaises(KeyboardInterrupt):
            self.conn.cursor().execute("select 1")
        self.assertEqual(self.conn.closed, 2)


COPY_IN = backend.message(b"G", b"\0\0\1\0\0")


class Copying(backend.Backend):
    """Answers CopyDone and CopyFail as well."""

    def send(self, data: bytes) -> None:
        """The last bytes say what there is to be answered."""
        super().send(data)
        if data.endswith(b"c\0\0\0\4"):
            self.outbox += complete("COPY 1")
        elif data[:1] == b"f":
            self.outbox += error("ERROR", "57014", "COPY from stdin failed") + ready(b"T")


class AnyMomentTest(unittest.TestCase):
    """Ctrl+C at each of the lines that the driver executes: nothing is lost, and the connection knows what it has done."""

    def setUp(self) -> None:
        many = rows([("n", 23)], *[(b"1",)] * 3)
        answers = {b"select 1": ONE, b"many": many, b"copy": COPY_IN}
        answers |= {b"DISCARD ALL": complete("DISCARD", b"I"), b"ABORT": complete("ROLLBACK", b"I")}
        self.opener = backend.install(self, {})
        self.opener.make = lambda: Copying(answers)

    def press(self, at: int, call: Callable[[Any], object], conn: extensions.connection) -> bool:
        """Ctrl+C at the line of that number; whether there are so many."""
        package = os.path.dirname(psycopg2.__file__)
        left = at

        def trace(frame: Any, event: str, _argument: object) -> Any:
            nonlocal left
            if not frame.f_code.co_filename.startswith(package) or frame.f_code.co_filename.endswith(f"{os.sep}signals.py"):
                return None
            if event == "line":
                left -= 1
                if left == 0:
                    signal.raise_signal(signal.SIGINT)
            return trace

        sys.settrace(trace)
        try:
            call(conn)
            for _ in range(100_000 if left <= 0 else 0):  # in the page an interrupt of the last line may come many jumps later
                pass
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(None)
        return left <= 0

    def check(self, conn: extensions.connection, copying: bool) -> None:
        begun = conn.status == extensions.STATUS_BEGIN
        expected = extensions.TRANSACTION_STATUS_INTRANS if begun else extensions.TRANSACTION_STATUS_IDLE
        # The server waits for the data of a COPY that was interrupted before the first: it is told with the next statement
        waits = copying and conn.get_transaction_status() == extensions.TRANSACTION_STATUS_ACTIVE
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_ACTIVE if waits else expected)
        cursor = conn.cursor()
        cursor.execute("select 1")
        self.assertEqual(cursor.fetchall(), [(1,)])

    def test_whatever_is_done(self) -> None:
        for what, begun, call in (
            ("execute", False, lambda conn: conn.cursor().execute("many")),
            ("execute", True, lambda conn: conn.cursor().execute("many")),
            ("executemany", False, lambda conn: conn.cursor().executemany("many", [None] * 2)),
            ("copy", True, lambda conn: conn.cursor().copy_expert("copy", io.StringIO("1\n"))),
            ("commit", True, lambda conn: conn.commit()),
            ("rollback", True, lambda conn: conn.rollback()),
            ("reset", True, lambda conn: conn.reset()),
            ("poll", False, lambda conn: conn.poll()),
        ):
            with self.subTest(what, begun=begun):
                conn = psycopg2.connect("host=localhost user=reader dbname=lab")
                at = 0
                while True:
                    at += 1
                    if begun:
                        conn.cursor().execute("select 1")
                    if not self.press(at, call, conn):
                        break
                    self.check(conn, what == "copy")
                    conn.rollback()
                self.assertGreater(at, 10)


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
