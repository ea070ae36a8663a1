"""Connections that threads share, asynchronous ones, cancelling and notifications between sessions."""

from __future__ import annotations

import select
import threading
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import errors, extensions

from case import ConnectingCase, ServerCase


class ThreadTest(ConnectingCase):
    def test_threads_take_turns(self) -> None:
        conn = self.connect()
        conn.autocommit = True
        wrong: list[object] = []

        def work(number: int) -> None:
            cursor = conn.cursor()
            for turn in range(50):
                cursor.execute("select %s", (number * 100 + turn,))
                found = cursor.fetchone()
                if found != (number * 100 + turn,):
                    wrong.append(found)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


class AsynchronousTest(ConnectingCase):
    def test_a_query(self) -> None:
        conn = self.connect(async_=1)
        with self.assertRaisesRegex(psycopg2.OperationalError, "asynchronous connection attempt underway"):
            conn.cursor()
        psycopg2.extras.wait_select(conn)
        cursor = conn.cursor()
        cursor.execute("select 5")
        self.assertTrue(conn.isexecuting())
        self.assertEqual(conn.get_transaction_status(), extensions.TRANSACTION_STATUS_ACTIVE)
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "while an asynchronous query is underway"):
            cursor.execute("select 6")
        psycopg2.extras.wait_select(conn)
        self.assertEqual(cursor.fetchone(), (5,))
        self.assertFalse(conn.isexecuting())

    def test_what_is_refused(self) -> None:
        conn = self.connect(async_=1)
        psycopg2.extras.wait_select(conn)
        for method in ("commit", "rollback", "set_session", "reset"):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, f"^{method} cannot be used in asynchronous mode$"):
                getattr(conn, method)()


class CancelTest(ServerCase):
    def test_cancel(self) -> None:
        conn, other = self.connect(), self.connect()
        cursor = conn.cursor()
        other.autocommit = True
        # The cancellation is sent by the other session while this one waits for the lock it holds.
        other.cursor().execute("select pg_advisory_lock(2)")
        asynchronous = psycopg2.connect("", async_=1)
        self.addCleanup(asynchronous.close)
        psycopg2.extras.wait_select(asynchronous)
        waiting = asynchronous.cursor()
        waiting.execute("select pg_advisory_lock(2)")
        # A cancellation that comes before the query has begun is lost, so ask until it waits.
        watcher = other.cursor()
        waiting_now = False
        while not waiting_now:
            watcher.execute("select wait_event = 'advisory' from pg_stat_activity where pid = %s", (asynchronous.info.backend_pid,))
            (waiting_now,) = watcher.fetchone()
        asynchronous.cancel()
        with self.assertRaisesRegex(errors.QueryCanceled, "^canceling statement due to user request\n$"):
            psycopg2.extras.wait_select(asynchronous)
        conn.cancel()  # idle: no effect, now or later
        cursor.execute("select 1")


class NotifyTest(ConnectingCase):
    def test_poll_brings_what_others_sent(self) -> None:
        listener, sender = self.connect(), self.connect()
        listener.autocommit = sender.autocommit = True
        listener.cursor().execute("listen ch")
        sender.cursor().execute("notify ch, 'hello'")
        self.assertTrue(select.select([listener], [], [], 10)[0])
        listener.poll()
        self.assertEqual(listener.notifies, [extensions.Notify(sender.info.backend_pid, "ch", "hello")])


if __name__ == "__main__":
    unittest.main()
