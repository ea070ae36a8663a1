"""What works over a socket and not in the page: a stream that is full, other processes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import extensions

from case import ConnectingCase, ServerCase


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


class LargeCopyTest(ServerCase):
    def test_notices_are_heard_while_the_server_is_too_busy_telling_them_to_read(self) -> None:
        self.cursor.execute("""
            create temporary table t (x text);
            create function pg_temp.tell() returns trigger language plpgsql as
                $$ begin raise notice '%', repeat('x', 500); return new; end $$;
            create trigger tell before insert on t for each row execute function pg_temp.tell()""")
        count = 50_000
        self.cursor.copy_from(io.StringIO(("x" * 500 + "\n") * count), "t")
        self.assertEqual((self.cursor.rowcount, self.conn.notices), (count, []))
        self.conn.commit()
        self.assertEqual(len(self.conn.notices), 50)


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
