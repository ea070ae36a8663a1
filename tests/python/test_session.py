"""States, errors and losses of a session, against a scripted backend. Texts are psycopg2 2.9.13's with libpq 17."""

from __future__ import annotations

import io
import unittest
from unittest import mock

import backend
import psycopg2
from backend import complete, error, message, notice, ready, rows
from psycopg2 import errors, extensions

SRVCLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)
FATAL = error("FATAL", "25P03", "terminating connection due to idle-in-transaction timeout")
ONE = rows([("n", 23)], (b"1",))


def state(conn: extensions.connection) -> str:
    """closed/status/transaction status/libpq's status, as the reference writes it."""
    return f"{conn.closed}/{conn.status}/{conn.get_transaction_status()}/{conn.info.status}"


class Case(unittest.TestCase):
    answers: dict[bytes, bytes | None] = {}

    def connect(self, dsn: str = "host=localhost user=reader dbname=lab", **kwargs: object) -> extensions.connection:
        self.opener = backend.install(self, {b"select 1": ONE, **self.answers})
        conn = psycopg2.connect(dsn, **kwargs)
        self.backend = self.opener.opened[-1]
        return conn

    def queries(self) -> list[bytes]:
        return [data[5:-1] for data in self.backend.sent if data[:1] == b"Q"]


class TransactionTest(Case):
    answers = {
        b"select 1/0": error("ERROR", "22012", "division by zero", F="int.c", L="1") + ready(b"E"),
        b"sleep": error("ERROR", "57014", "canceling statement due to statement timeout") + ready(b"E"),
        b"": message(b"I") + ready(b"T"),
        b" ": message(b"I") + ready(b"T"),
    }

    def test_one_begins_with_the_first_execute(self) -> None:
        conn = self.connect()
        cursor = conn.cursor()
        self.assertEqual(state(conn), "0/1/0/0")
        cursor.execute("select 1")
        self.assertEqual(state(conn), "0/2/2/0")
        self.assertEqual((cursor.rowcount, cursor.statusmessage, cursor.fetchall()), (1, "SELECT 1", [(1,)]))
        conn.commit()
        self.assertEqual(state(conn), "0/1/0/0")
        self.assertEqual(self.queries(), [b"BEGIN", b"select 1", b"COMMIT"])

    def test_an_error_leaves_the_connection_alive(self) -> None:
        conn = self.connect()
        cursor = conn.cursor()
        with self.assertRaises(errors.QueryCanceled) as caught:
            cursor.execute("sleep")
        raised = caught.exception
        self.assertEqual(str(raised), "canceling statement due to statement timeout\n")
        self.assertEqual(raised.pgerror, "ERROR:  canceling statement due to statement timeout\n")
        self.assertEqual((raised.pgcode, raised.diag.severity, raised.diag.table_name), ("57014", "ERROR", None))
        self.assertIs(raised.cursor, cursor)
        self.assertEqual(state(conn), "0/2/3/0")
        self.assertEqual((cursor.rowcount, cursor.statusmessage, cursor.description), (-1, "", None))
        conn.rollback()
        self.assertEqual(state(conn), "0/1/0/0")

    def test_the_block_commits_or_rolls_back_and_does_not_close(self) -> None:
        conn = self.connect()
        with conn:
            conn.cursor().execute("select 1")
        with self.assertRaises(errors.DivisionByZero), conn:
            conn.cursor().execute("select 1/0")
        self.assertEqual(self.queries(), [b"BEGIN", b"select 1", b"COMMIT", b"BEGIN", b"select 1/0", b"ROLLBACK"])
        self.assertEqual(state(conn), "0/1/0/0")
        with conn, self.assertRaisesRegex(psycopg2.ProgrammingError, "cannot be re-entered recursively"):
            conn.__enter__()

    def test_autocommit_begins_nothing(self) -> None:
        conn = self.connect()
        conn.autocommit = True
        conn.cursor().execute("select 1")
        self.assertEqual(self.queries(), [b"select 1"])
        self.assertEqual(conn.status, extensions.STATUS_READY)

    def test_the_session_cannot_be_set_inside_a_transaction(self) -> None:
        conn = self.connect()
        conn.cursor().execute("select 1")
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "set_session cannot be used inside a transaction"):
            conn.autocommit = True
        conn.rollback()
        with self.assertRaisesRegex(TypeError, "'statement_timeout' is an invalid keyword argument"):
            conn.set_session(statement_timeout=500)

    def test_begin_carries_the_characteristics(self) -> None:
        conn = self.connect()
        conn.set_session("serializable", readonly=True, deferrable=False)
        text = b"BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY NOT DEFERRABLE"
        self.backend.answers[text] = complete("BEGIN")
        conn.cursor().execute("select 1")
        self.assertEqual(self.queries()[0], text)

    def test_an_empty_query_reaches_the_server_unless_it_has_no_characters(self) -> None:
        conn = self.connect()
        for query, status in (("", 1), (" ", 2)):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "can't execute an empty query"):
                conn.cursor().execute(query)
            self.assertEqual(conn.status, status)


class LossTest(Case):
    def lose(self, conn: extensions.connection) -> None:
        self.backend.end(FATAL)

    def check(self, raised: BaseException) -> None:
        self.assertIs(type(raised), psycopg2.OperationalError)
        self.assertEqual((str(raised), raised.pgerror, raised.pgcode), (SRVCLOSED, SRVCLOSED, None))
        self.assertIsNone(raised.diag.sqlstate)

    def test_a_fatal_error_surfaces_as_a_closed_connection(self) -> None:
        conn = self.connect()
        cursor = conn.cursor()
        cursor.execute("select 1")
        self.lose(conn)
        self.assertEqual(state(conn), "0/2/2/0", "nothing is noticed until use")
        with self.assertRaises(psycopg2.OperationalError) as caught:
            cursor.execute("select 1")
        self.check(caught.exception)
        self.assertIs(caught.exception.cursor, cursor)
        self.assertEqual(state(conn), "2/2/4/1")
        with self.assertRaisesRegex(psycopg2.InterfaceError, "^cursor already closed$"):
            cursor.execute("select 1")
        for method in (conn.commit, conn.rollback, conn.cursor):
            with self.assertRaisesRegex(psycopg2.InterfaceError, "^connection already closed$"):
                method()
        conn.close()
        self.assertEqual(state(conn), "1/2/4/1")

    def test_no_cursor_is_to_blame_for_begin_commit_or_rollback(self) -> None:
        for first, method, status in (("", "execute", 1), ("select 1", "commit", 1), ("select 1", "rollback", 2)):
            conn = self.connect()
            cursor = conn.cursor()
            if first:
                cursor.execute(first)
            self.lose(conn)
            with self.subTest(method), self.assertRaises(psycopg2.OperationalError) as caught:
                cursor.execute("select 1") if method == "execute" else getattr(conn, method)()
            self.check(caught.exception)
            self.assertIsNone(caught.exception.cursor)
            self.assertEqual(state(conn), f"2/{status}/4/1")

    def test_what_asks_nobody_notices_nothing(self) -> None:
        conn = self.connect()
        self.lose(conn)
        conn.commit()
        conn.set_session(readonly=True)
        conn.get_parameter_status("server_version")
        self.assertEqual(state(conn), "0/1/0/0")

    def test_poll_tells_the_reason_while_idle(self) -> None:
        conn = self.connect()
        self.lose(conn)
        self.assertEqual(conn.poll(), extensions.POLL_OK)
        self.assertEqual(conn.notices, ["FATAL:  terminating connection due to idle-in-transaction timeout\n"])
        with self.assertRaises(psycopg2.OperationalError) as caught:
            conn.poll()
        self.assertEqual((str(caught.exception), caught.exception.pgerror), (SRVCLOSED, None))
        with self.assertRaises(psycopg2.InterfaceError):
            conn.poll()


class CloseTest(Case):
    def test_facts_survive(self) -> None:
        conn = self.connect("host=localhost user=reader dbname=lab password=secret")
        self.assertEqual(conn.info.password, "secret")
        conn.close()
        conn.close()
        self.assertEqual(self.backend.sent[-1], b"X\0\0\0\4")
        self.assertTrue(self.backend.closed)
        self.assertRegex(
            repr(conn),
            "^<connection object at 0x[0-9a-f]+; dsn: 'user=reader password=xxx dbname=lab host=localhost', closed: 1>$",
        )
        self.assertEqual((conn.server_version, conn.encoding, conn.info.host), (180004, "UTF8", None))
        self.assertEqual(conn.info.error_message, "connection pointer is NULL\n")

    def test_an_abandoned_connection_says_goodbye(self) -> None:
        conn = self.connect()
        del conn
        self.assertEqual(self.backend.sent, [b"X\0\0\0\4"])

    def test_a_closed_cursor(self) -> None:
        cursor = self.connect().cursor()
        self.assertRegex(repr(cursor), "^<cursor object at 0x[0-9a-f]+; closed: 0>$")
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "^no results to fetch$"):
            cursor.fetchone()
        cursor.close()
        self.assertRegex(repr(cursor), "closed: -1>$")
        with self.assertRaisesRegex(psycopg2.InterfaceError, "^cursor already closed$"):
            cursor.fetchone()

    def test_attributes_are_those_of_the_real_types(self) -> None:
        conn = self.connect()
        for name in ("status", "closed"):
            with self.assertRaisesRegex(AttributeError, "^readonly attribute$"):
                setattr(conn, name, 1)
        with self.assertRaises(AttributeError):
            conn.autocomit = True
        with self.assertRaisesRegex(AttributeError, "'psycopg2.extensions.connection' object has no attribute 'x'"):
            _ = conn.x
        for name in ("STATUS_CONNECTING", "STATUS_CLOSED", "STATUS_FAULTY"):
            with self.assertRaisesRegex(AttributeError, f"module 'psycopg2.extensions' has no attribute '{name}'"):
                getattr(extensions, name)


class ConnectTest(Case):
    def fail(self, dsn: str, greeting: bytes | None = None, **kwargs: object) -> str:  # type: ignore[override]
        self.opener = backend.install(self, {}, greeting)
        with self.assertRaises(psycopg2.OperationalError) as caught:
            psycopg2.connect(dsn, **kwargs)
        raised = caught.exception
        self.assertEqual((raised.pgcode, raised.pgerror, raised.diag.sqlstate), (None, None, None))
        return str(raised)

    def test_a_refusal_names_host_address_and_port(self) -> None:
        greeting = error("FATAL", "3D000", 'database "nosuch" does not exist')
        self.assertEqual(
            self.fail("host=localhost port=5433", greeting),
            'connection to server at "localhost" (127.0.0.1), port 5433 failed: FATAL:  database "nosuch" does not exist\n',
        )
        self.assertIn('at "10.0.0.1", port 5432 failed: ', self.fail("host=10.0.0.1", greeting))
        self.assertIn('on socket "/tmp/.s.PGSQL.5432" failed: ', self.fail("host=/tmp", greeting))

    def test_a_server_that_hangs_up(self) -> None:
        self.assertEqual(self.fail("host=h", b""), f'connection to server at "h", port 5432 failed: {SRVCLOSED}')

    def test_wrong_numbers(self) -> None:
        self.assertEqual(self.fail("port=abc"), 'invalid integer value "abc" for connection option "port"\n')
        self.assertEqual(self.fail("port=0"), 'invalid port number: "0"\n')
        self.assertEqual(
            self.fail("host=h connect_timeout=2.5"),
            'connection to server at "h", port 5432 failed: invalid integer value "2.5" for connection option "connect_timeout"\n',
        )

    def test_a_password_that_is_missing(self) -> None:
        wants_password = message(b"R", b"\0\0\0\5salt")
        self.assertIn(": fe_sendauth: no password supplied\n", self.fail("host=h", wants_password))

    def test_the_startup_packet(self) -> None:
        self.connect("host=localhost user=reader", options="-c statement_timeout=500", database="lab", connect_timeout=1)
        self.assertIn(b"options\0-c statement_timeout=500\0", self.backend.startup)
        self.assertIn(b"user\0reader\0database\0lab\0", self.backend.startup)
        self.assertEqual(self.opener.calls, [("127.0.0.1", 5432)])

    def test_an_unknown_option(self) -> None:
        with self.assertRaises(psycopg2.ProgrammingError) as caught:
            psycopg2.connect(statement_timeout=500)
        self.assertEqual(str(caught.exception), 'invalid dsn: invalid connection option "statement_timeout"\n')

    def test_an_opener_that_fails(self) -> None:
        hint = "\tIs the server running on that host and accepting TCP/IP connections?\n"
        refused = f'connection to server at "h", port 5432 failed: Connection refused\n{hint}'

        class Refused(backend.Backend):
            def refused(self) -> OSError:
                return ConnectionRefusedError(111, "Connection refused")

        class Unreachable(backend.Backend):
            def writable(self, timeout: float | None) -> bool:
                return False

        def fail() -> backend.Backend:
            raise ConnectionRefusedError(111, "Connection refused")

        for make, text in (
            (fail, refused),
            (lambda: Refused({}), refused),
            (lambda: Unreachable({}), 'connection to server at "h", port 5432 failed: timeout expired\n'),
        ):
            opener = backend.install(self)
            opener.make = make
            with self.assertRaises(psycopg2.OperationalError) as caught:
                psycopg2.connect("host=h user=u port=5432 connect_timeout=1")
            self.assertEqual(str(caught.exception), text)

    def test_a_name_that_is_not_known(self) -> None:
        opener = backend.install(self)
        unknown = OSError(-2, "Name or service not known")
        with mock.patch.object(opener, "resolve", side_effect=unknown), self.assertRaises(psycopg2.OperationalError) as caught:
            psycopg2.connect("host=h user=u port=5432")
        self.assertEqual(str(caught.exception), 'could not translate host name "h" to address: Name or service not known\n')

    def test_steps_without_waiting(self) -> None:
        conn = self.connect(async_=1)
        seen = [state(conn)]
        while conn.poll() != extensions.POLL_OK:
            seen.append(state(conn))
        self.assertEqual(seen, ["0/0/4/2", "0/20/4/2", "0/20/4/3", "0/20/4/7", "0/20/4/3", "0/20/4/4"])
        self.assertEqual(state(conn), "0/1/0/0")


class NoticeTest(Case):
    answers = {
        b"raise": notice("WARNING", "01000", "warn", D="det", H="hin", W="here") + complete("DO"),
        b"notify": message(b"A", b"\0\0\0\5ch\0pay\0") + complete("NOTIFY"),
    }

    def test_those_of_the_start_are_written_to_stderr_where_connect_waits(self) -> None:
        said = notice("WARNING", "42704", 'role "nobody" does not exist')
        settings = b"".join(message(b"S", name + b"\0") for name in (b"DateStyle\0ISO", b"client_encoding\0UTF8"))
        backend.install(self, {}, message(b"R", bytes(4)) + said + settings + message(b"K", bytes(7) + b"\1") + ready())
        with mock.patch("sys.__stderr__", io.StringIO()) as stderr:
            conn = psycopg2.connect("host=localhost user=reader")
        self.assertEqual((stderr.getvalue(), conn.notices), ('WARNING:  role "nobody" does not exist\n', []))

    def test_notices_have_no_context_and_the_last_fifty_are_kept(self) -> None:
        conn = self.connect()
        cursor = conn.cursor()
        for _ in range(60):
            cursor.execute("raise")
        self.assertEqual(conn.notices, ["WARNING:  warn\nDETAIL:  det\nHINT:  hin\n"] * 50)

    def test_notifications(self) -> None:
        conn = self.connect()
        conn.cursor().execute("notify")
        self.assertEqual(conn.notifies, [extensions.Notify(5, "ch", "pay")])
        self.assertEqual(repr(conn.notifies[0]), "Notify(5, 'ch', 'pay')")


if __name__ == "__main__":
    unittest.main()
