"""A stream is full once there are some megabytes in it that the other end has not read."""

from __future__ import annotations

import io
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

        cursor.execute("select length(%s)", ("x" * 20_000_000,))
        psycopg2.extras.wait_select(Polled)
        self.assertEqual(cursor.fetchone(), (20_000_000,))
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
        count = 20_000
        self.cursor.copy_from(io.StringIO(("x" * 500 + "\n") * count), "t")
        self.assertEqual((self.cursor.rowcount, self.conn.notices), (count, []))
        self.conn.commit()
        self.assertEqual(len(self.conn.notices), 50)


if __name__ == "__main__":
    unittest.main()
