"""Asynchronous connections, notifications between sessions."""

from __future__ import annotations

import select
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import extensions

from case import ConnectingCase


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
            with self.assertRaisesRegex(
                psycopg2.ProgrammingError, f"^{method} cannot be used in asynchronous mode$"
            ):
                getattr(conn, method)()


class NotifyTest(ConnectingCase):
    def test_poll_brings_what_others_sent(self) -> None:
        listener, sender = self.connect(), self.connect()
        listener.autocommit = sender.autocommit = True
        listener.cursor().execute("listen ch")
        sender.cursor().execute("notify ch, 'hello'")
        self.assertTrue(select.select([listener], [], [], 10)[0])
        listener.poll()
        self.assertEqual(
            listener.notifies, [extensions.Notify(sender.info.backend_pid, "ch", "hello")]
        )


if __name__ == "__main__":
    unittest.main()
