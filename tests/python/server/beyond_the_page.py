"""What works over a socket and not yet in the page: threads, a statement that waits while the program goes on, COPY from the program
(the page's server cannot wait for more of it), and encodings whose conversions PGlite leaves out.
"""

from __future__ import annotations

import io
import threading
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import errors

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


class ServerTest(ServerCase):
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
            watcher.execute(
                "select wait_event = 'advisory' from pg_stat_activity where pid = %s", (asynchronous.info.backend_pid,)
            )
            (waiting_now,) = watcher.fetchone()
        asynchronous.cancel()
        with self.assertRaisesRegex(errors.QueryCanceled, "^canceling statement due to user request\n$"):
            psycopg2.extras.wait_select(asynchronous)
        conn.cancel()  # idle: no effect, now or later
        cursor.execute("select 1")

    def test_another_encoding(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        self.assertEqual(self.conn.encoding, "LATIN1")
        self.assertEqual(self.ask("select 'é' || %s", ("ü",)), "éü")
        self.assertEqual(self.cursor.query, "select 'é' || 'ü'".encode("latin1"))

    def test_copy(self) -> None:
        self.cursor.execute("create temp table t (a int, b text)")
        self.cursor.copy_from(io.StringIO("1\ta\n2\t\\N\n"), "t")
        self.assertEqual(self.cursor.rowcount, 2)
        out = io.StringIO()
        self.cursor.copy_expert("copy t to stdout with csv", out)
        self.assertEqual(out.getvalue(), "1,a\n2,\n")

        class Broken:
            def read(self, size: int) -> str:
                raise ZeroDivisionError

        with self.assertRaisesRegex(errors.QueryCanceled, "COPY from stdin failed: error in .read\\(\\) call"):
            self.cursor.copy_from(Broken(), "t")
        self.conn.rollback()
        self.assertEqual(self.ask("select 1"), 1)


if __name__ == "__main__":
    unittest.main()
