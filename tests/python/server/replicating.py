"""Replication connections, logical and physical: slots, streams, feedback, and what they refuse.

They need a server whose wal_level is logical, and a role that may replicate.
"""

from __future__ import annotations

import select
import time
import unittest
from datetime import datetime, timedelta

import psycopg2
from psycopg2 import errors, extras

from case import ServerCase

SLOT = "replicating_test"


class Stop(Exception):
    """Leaves ``consume_stream``."""


class ReplicationCase(ServerCase):
    def setUp(self) -> None:
        super().setUp()
        self.conn.autocommit = True
        self.cursor.execute("create table if not exists replicated (n int)")
        self.addCleanup(self.drop_slots)

    def free_slot(self) -> None:
        """A slot is free as soon as the server knows that its stream is over."""
        used = "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots where active and slot_name = %s"
        self.cursor.execute(used, (SLOT,))

    def drop_slots(self) -> None:
        self.free_slot()
        self.cursor.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = %s", (SLOT,))

    def replicate(self, kind: type = extras.LogicalReplicationConnection, **kwargs: object):
        conn = self.connect(connection_factory=kind, **kwargs)
        if conn.async_:
            extras.wait_select(conn)
        return conn, conn.cursor()

    def start(self, **options: object):
        """A cursor that reads a fresh slot, and its connection."""
        conn, cursor = self.replicate()
        cursor.create_replication_slot(SLOT, output_plugin="test_decoding")
        cursor.start_replication(SLOT, options={"include-xids": "0"}, **options)
        return conn, cursor

    def insert(self, *numbers: int) -> None:
        for number in numbers:
            self.cursor.execute("insert into replicated values (%s)", (number,))


def messages(cursor, count: int) -> list:
    """The next ``count`` messages, waiting for them as programs do."""
    found: list = []
    while len(found) < count:
        message = cursor.read_message()
        if message is None:
            select.select([cursor], [], [], 10)
        else:
            found.append(message)
    return found


class LogicalTest(ReplicationCase):
    def test_commands(self) -> None:
        conn, cursor = self.replicate()
        cursor.execute("IDENTIFY_SYSTEM")
        self.assertEqual([column.name for column in cursor.description], ["systemid", "timeline", "xlogpos", "dbname"])
        self.assertEqual((cursor.statusmessage, cursor.fetchone()[3]), ("IDENTIFY_SYSTEM", conn.info.dbname))
        self.assertEqual((conn.status, conn.replication_type), (1, 87654321))
        self.assertIn("replication=database", conn.dsn)
        cursor.create_replication_slot(SLOT, output_plugin="test_decoding")
        self.assertEqual(cursor.query, b'CREATE_REPLICATION_SLOT "replicating_test" LOGICAL "test_decoding"')
        with self.assertRaises(errors.DuplicateObject):
            cursor.create_replication_slot(SLOT, output_plugin="test_decoding")
        cursor.drop_replication_slot(SLOT)
        with self.assertRaises(errors.UndefinedObject):
            cursor.start_replication(SLOT)

    def test_messages(self) -> None:
        conn, cursor = self.start(decode=True)
        self.insert(1, 2)
        found = messages(cursor, 6)
        insert = "table public.replicated: INSERT: n[integer]:"
        self.assertEqual([message.payload for message in found], ["BEGIN", f"{insert}1", "COMMIT", "BEGIN", f"{insert}2", "COMMIT"])
        last = found[-1]
        self.assertIs(last.cursor, cursor)
        self.assertEqual((last.data_size, last.wal_end), (6, cursor.wal_end))
        self.assertLessEqual(found[0].data_start, last.data_start)
        for moment in (last.send_time, cursor.io_timestamp, cursor.feedback_timestamp):
            self.assertLess(abs(moment - datetime.now()), timedelta(minutes=1))
        lsn = f"{last.data_start >> 32:x}/{last.data_start & 0xFFFFFFFF:x}"
        self.assertRegex(repr(last), f"<ReplicationMessage object at 0x[0-9a-f]+; data_size: 6; data_start: {lsn}; wal_end: {lsn}; ")
        with self.assertRaisesRegex(AttributeError, "readonly attribute"):
            last.payload = ""

    def test_what_is_confirmed_is_not_sent_again(self) -> None:
        conn, cursor = self.start()
        self.insert(1, 2)
        found = messages(cursor, 6)
        cursor.send_feedback(flush_lsn=found[2].data_start + 1, reply=True)
        # Its answer to this is the proof that the server has read what is before it
        self.assertTrue(select.select([cursor], [], [], 10)[0])
        conn.close()
        self.free_slot()
        conn, cursor = self.replicate()
        cursor.start_replication(SLOT)
        self.assertIn(b"n[integer]:2", messages(cursor, 2)[1].payload)

    def test_consuming(self) -> None:
        _, cursor = self.start(status_interval=1)
        self.insert(1, 2)
        found: list = []

        def consume(message) -> None:
            found.append(message.payload)
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "when already in the consume loop"):
                cursor.consume_stream(consume)
            if len(found) == 6:
                raise Stop

        started = time.time()
        with self.assertRaises(Stop):
            cursor.consume_stream(consume, keepalive_interval=2)
        self.assertEqual(found[4], b"table public.replicated: INSERT: n[integer]:2")
        self.assertGreaterEqual(cursor.feedback_timestamp.timestamp(), started - 10)
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "not replicating, call start_replication first"):
            cursor.consume_stream(consume)

    def test_nothing_else_runs_meanwhile(self) -> None:
        conn, cursor = self.start()
        for times in (1, 2):
            with self.assertRaises(psycopg2.OperationalError) as raised:
                cursor.execute("select 1")
            self.assertEqual(str(raised.exception), "PQexec not allowed during COPY BOTH\n" * times)
        self.insert(1)
        self.assertEqual(messages(cursor, 1)[0].payload, b"BEGIN")
        self.assertEqual((conn.closed, conn.get_transaction_status()), (0, 1))

    def test_the_end_of_the_session(self) -> None:
        conn, cursor = self.start()
        self.cursor.execute("select pg_terminate_backend(%s, 5000)", (conn.info.backend_pid,))
        with self.assertRaisesRegex(errors.AdminShutdown, "terminating connection due to administrator command"):
            messages(cursor, 1)
        with self.assertRaisesRegex(psycopg2.DatabaseError, "no COPY in progress"):
            cursor.read_message()

    def test_asynchronously(self) -> None:
        conn, cursor = self.replicate(async_=1)
        cursor.create_replication_slot(SLOT, output_plugin="test_decoding")
        extras.wait_select(conn)
        cursor.start_replication(SLOT)
        self.assertTrue(conn.isexecuting())
        extras.wait_select(conn)
        self.insert(1)
        self.assertIn(b"BEGIN", messages(cursor, 1)[0].payload)
        self.assertEqual(conn.poll(), 0)  # which takes no message away
        self.assertIn(b"n[integer]:1", messages(cursor, 1)[0].payload)
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "cannot be used in asynchronous mode"):
            cursor.consume_stream(print)
        with self.assertRaisesRegex(psycopg2.OperationalError, "another command is already in progress"):
            cursor.execute("select 1")


class PhysicalTest(ReplicationCase):
    def test_stream(self) -> None:
        conn, cursor = self.replicate(extras.PhysicalReplicationConnection)
        self.assertEqual(set(conn.dsn.split()), {"dbname=replication", "replication=true"})
        with self.assertRaises(errors.FeatureNotSupported):
            cursor.execute("select 1")
        cursor.create_replication_slot(SLOT)
        start = self.ask("select pg_current_wal_lsn()")
        cursor.start_replication(SLOT, start_lsn=start)
        self.insert(1)
        (message,) = messages(cursor, 1)
        self.assertIs(type(message.payload), bytes)
        high, low = start.split("/")
        self.assertEqual(message.data_start, int(high, 16) << 32 | int(low, 16))

    def test_a_session_is_not_told_of_dates(self) -> None:
        for kind in (extras.PhysicalReplicationConnection, extras.LogicalReplicationConnection):
            for asynchronous in (0, 1):
                conn, cursor = self.replicate(kind, options="-c datestyle=german", async_=asynchronous)
                self.assertEqual((conn.status, conn.get_parameter_status("DateStyle")), (1, "German, DMY"))


class MisuseTest(ReplicationCase):
    def test_what_these_connections_lack(self) -> None:
        conn, _ = self.replicate()
        for name in ("autocommit", "isolation_level", "reset", "set_isolation_level", "set_session"):
            described = f"attribute '{name}' of 'psycopg2.extensions.ReplicationConnection' objects is not"
            with self.assertRaisesRegex(AttributeError, f"{described} readable"):
                getattr(conn, name)
            with self.assertRaisesRegex(AttributeError, f"{described} writable"):
                setattr(conn, name, None)

    def test_commands_that_do_not_fit(self) -> None:
        _, cursor = self.replicate()
        for message, method, arguments in (
            ("output plugin name is required", cursor.create_replication_slot, {"slot_name": "s"}),
            ("slot name is required", cursor.start_replication, {}),
            ("unrecognized replication type: 7", cursor.start_replication, {"slot_type": 7}),
            ("cannot specify timeline", cursor.start_replication, {"slot_name": "s", "timeline": 1}),
            ("status_interval must be >= 1", cursor.start_replication_expert, {"command": "x", "status_interval": 0.5}),
            ("keepalive_interval must be >= 1", cursor.consume_stream, {"consume": print, "keepalive_interval": 0}),
            ("keepalive_interval must be int or float", cursor.consume_stream, {"consume": print, "keepalive_interval": "1"}),
            ("not replicating", cursor.consume_stream, {"consume": print}),
            ("can't execute an empty query", cursor.start_replication_expert, {"command": ""}),
        ):
            with self.subTest(message), self.assertRaisesRegex(psycopg2.ProgrammingError, message):
                method(**arguments)
        with self.assertRaisesRegex(psycopg2.DatabaseError, "no COPY in progress"):
            cursor.send_feedback(reply=True)
        self.assertIsNone(cursor.send_feedback(1, 2, 3))
        with self.assertRaisesRegex(TypeError, "replication_type must be either REPLICATION_PHYSICAL or REPLICATION_LOGICAL"):
            psycopg2._psycopg.ReplicationConnection("")


if __name__ == "__main__":
    unittest.main()
