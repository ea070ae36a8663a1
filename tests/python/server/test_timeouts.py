"""Timeouts and losses on a real server, reached by the PG* environment: what each surfaces as."""

from __future__ import annotations

import select
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import errors

from case import ConnectingCase

SRVCLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)


def state(conn: psycopg2.extensions.connection) -> str:
    return f"{conn.closed}/{conn.status}/{conn.get_transaction_status()}/{conn.info.status}"


class Case(ConnectingCase):
    def wait_for_the_end(self, conn: psycopg2.extensions.connection) -> None:
        """Until the server has something to say, which on an idle connection is its last word."""
        self.assertTrue(select.select([conn], [], [], 10)[0])


class StatementTest(Case):
    def test_statement_timeout_cancels_and_the_connection_lives(self) -> None:
        conn = self.connect(options="-c statement_timeout=50")
        cursor = conn.cursor()
        with self.assertRaises(errors.QueryCanceled) as caught:
            cursor.execute("select pg_sleep(10)")
        self.assertEqual(str(caught.exception), "canceling statement due to statement timeout\n")
        self.assertEqual(caught.exception.pgcode, "57014")
        self.assertEqual(caught.exception.diag.source_function, "ProcessInterrupts")
        self.assertEqual(state(conn), "0/2/3/0")
        with self.assertRaises(errors.InFailedSqlTransaction):
            cursor.execute("select 1")
        conn.rollback()
        cursor.execute("select 1")
        self.assertEqual(cursor.fetchone(), (1,))

    def test_lock_timeout(self) -> None:
        first, second = self.connect(), self.connect(options="-c lock_timeout=50")
        first.cursor().execute("select pg_advisory_xact_lock(1)")
        with self.assertRaises(errors.LockNotAvailable) as caught:
            second.cursor().execute("select pg_advisory_xact_lock(1)")
        self.assertEqual(str(caught.exception), "canceling statement due to lock timeout\n")


class FatalTest(Case):
    def test_each_surfaces_as_a_closed_connection(self) -> None:
        for setting, in_transaction in (
            ("idle_in_transaction_session_timeout", True),
            ("transaction_timeout", True),
            ("idle_session_timeout", False),
        ):
            with self.subTest(setting):
                conn = self.connect(options=f"-c {setting}=500")
                cursor = conn.cursor()
                if in_transaction:
                    cursor.execute("select 1")
                before = state(conn)
                self.wait_for_the_end(conn)
                self.assertEqual(state(conn), before, "nothing is noticed until use")
                with self.assertRaises(psycopg2.OperationalError) as caught:
                    cursor.execute("select 1")
                raised = caught.exception
                self.assertIs(type(raised), psycopg2.OperationalError)
                self.assertEqual((str(raised), raised.pgerror, raised.pgcode), (SRVCLOSED, SRVCLOSED, None))
                self.assertEqual(raised.cursor, cursor if in_transaction else None)
                self.assertEqual(state(conn), f"2/{2 if in_transaction else 1}/4/1")

    def test_terminated_by_another_session(self) -> None:
        conn, other = self.connect(), self.connect()
        conn.cursor().execute("select 1")
        cursor = other.cursor()
        cursor.execute("select pg_terminate_backend(%s, 5000)", (conn.info.backend_pid,))
        self.assertEqual(cursor.fetchone(), (True,))
        with self.assertRaisesRegex(psycopg2.OperationalError, SRVCLOSED):
            conn.commit()
        self.assertEqual(state(conn), "2/1/4/1")

    def test_poll_tells_the_reason(self) -> None:
        conn = self.connect(options="-c idle_session_timeout=500")
        self.wait_for_the_end(conn)
        conn.poll()
        self.assertEqual(conn.notices, ["FATAL:  terminating connection due to idle-session timeout\n"])

    def test_green_mode_keeps_the_reason(self) -> None:
        conn, other = self.connect(), self.connect()
        conn.cursor().execute("select 1")
        other.cursor().execute("select pg_terminate_backend(%s, 5000)", (conn.info.backend_pid,))
        psycopg2.extensions.set_wait_callback(psycopg2.extras.wait_select)
        self.addCleanup(psycopg2.extensions.set_wait_callback, None)
        with self.assertRaises(psycopg2.OperationalError) as caught:
            conn.cursor().execute("select 1")
        text = "FATAL:  terminating connection due to administrator command\n" + SRVCLOSED
        self.assertEqual((str(caught.exception), caught.exception.pgerror), (text, None))


class ConnectTest(Case):
    def test_what_the_server_refuses(self) -> None:
        for kwargs, text in (
            ({"dbname": "nosuch"}, 'FATAL:  database "nosuch" does not exist\n'),
            ({"options": "-c statement_timeout=abc"}, 'FATAL:  invalid value for parameter "statement_timeout": "abc"\n'),
            (
                {"options": "statement_timeout=5"},
                "FATAL:  invalid command-line argument for server process: statement_timeout=5\n"
                'HINT:  Try "postgres --help" for more information.\n',
            ),
        ):
            with self.subTest(kwargs), self.assertRaises(psycopg2.OperationalError) as caught:
                psycopg2.connect("", **kwargs)
            prefix, separator, rest = str(caught.exception).partition(" failed: ")
            self.assertEqual(rest, text)
            self.assertTrue(prefix.startswith("connection to server "), prefix)
            self.assertIsNone(caught.exception.pgcode)

    def test_nobody_listens(self) -> None:
        with self.assertRaises(psycopg2.OperationalError) as caught:
            psycopg2.connect("", host="127.0.0.1", port=1)
        self.assertEqual(
            str(caught.exception),
            'connection to server at "127.0.0.1", port 1 failed: Connection refused\n'
            "\tIs the server running on that host and accepting TCP/IP connections?\n",
        )


if __name__ == "__main__":
    unittest.main()
