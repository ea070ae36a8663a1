"""What works over a socket and not yet in the page: threads, a statement that waits while the program goes on, COPY from the program
(the page's server cannot wait for more of it), and encodings whose conversions PGlite leaves out.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import errors, extensions, sql

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


class LargeStatementTest(ConnectingCase):
    """What the kernel does not take at once is sent by poll(), which says so: nothing waits but the program."""

    def test_polls(self) -> None:
        found: list[int] = []
        conn = self.connect(async_=1)
        psycopg2.extras.wait_select(conn)
        cursor = conn.cursor()
        poll = conn.poll

        class Polled:
            fileno = conn.fileno
            cancel = conn.cancel

            @staticmethod
            def poll() -> int:
                found.append(poll())
                return found[-1]

        cursor.execute("select length(%s)", ("x" * 50_000_000,))
        psycopg2.extras.wait_select(Polled)
        self.assertEqual(cursor.fetchone(), (50_000_000,))
        written = found.count(extensions.POLL_WRITE)
        self.assertGreater(written, 0)
        self.assertEqual(found, [extensions.POLL_WRITE] * written + found[written:])
        self.assertEqual(found[-1], extensions.POLL_OK)
        self.assertEqual(set(found[written:-1]), {extensions.POLL_READ})


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

    def test_quoting_in_encodings_whose_characters_hold_backslashes(self) -> None:
        texts = ("表'\\", "ソ\\'", "能\\'", "功\"", "é'", "a\\", "\\\\", "€'", "한'\\", "一丁丂七丄丅丆万丈三上下丌不与丏")
        for encoding in ("SJIS", "BIG5", "GBK", "GB18030", "UHC", "EUC_JP", "EUC_KR", "EUC_CN", "LATIN1", "WIN1252", "UTF8"):
            self.conn.set_client_encoding(encoding)
            for strings in ("on", "off"):
                self.cursor.execute(f"set standard_conforming_strings = {strings}; set escape_string_warning = off")
                self.conn.commit()
                for text in texts:
                    try:
                        text.encode(extensions.encodings[encoding])
                    except UnicodeEncodeError:
                        continue
                    with self.subTest(encoding=encoding, strings=strings, text=text):
                        literal = sql.Literal(text).as_string(self.conn)
                        self.cursor.execute(f"select %s, {literal}", (text,))
                        self.assertEqual(self.cursor.fetchone(), (text, text))
                        name = extensions.quote_ident(text.encode(extensions.encodings[encoding]), self.conn)
                        self.assertEqual(self.ask(f"select array_agg({name}) from (select 5 as {name}) as t"), [5])

    def test_identifiers_are_passed_on_in_utf8(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        self.assertEqual(extensions.quote_ident("é", self.conn), '"Ã©"')
        self.cursor.execute('create temp table "Ã©" (a text)')
        self.cursor.copy_from(io.StringIO("x\n"), "é")
        self.assertEqual(self.ask('select a from "Ã©"'), "x")

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


class WarningsTest(unittest.TestCase):
    def test_none_is_given(self) -> None:
        """Neither by any module, nor by connections that are left behind in whatever state."""
        program = """
import gc, psycopg2
from psycopg2 import errorcodes, errors, extensions, extras, pool, sql, tz
conn = psycopg2.connect("")
conn.cursor().execute("select 1")
under_way = psycopg2.connect("", async_=1)
for dsn in ("password=wrong", "host=127.0.0.1 port=1"):
    try:
        psycopg2.connect(dsn)
    except psycopg2.OperationalError:
        pass
lost = psycopg2.connect("")
try:
    lost.cursor().execute("select pg_terminate_backend(pg_backend_pid())")
except psycopg2.OperationalError:
    pass
del conn, under_way, lost
gc.collect()
"""
        arguments = [sys.executable, "-X", "dev", "-W", "error", "-c", program]
        done = subprocess.run(arguments, env=dict(os.environ), stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
