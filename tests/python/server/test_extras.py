"""psycopg2.extras and psycopg2.pool against a real server."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import unittest
import uuid

import psycopg2
from psycopg2 import extensions, extras, pool

from case import ServerCase

UTC = dt.timezone.utc


class RowsTest(ServerCase):
    QUERY = "select 1 as a, 'x' as \"b c\" union all select 2, 'y'"

    def test_lists_with_names(self) -> None:
        cursor = self.conn.cursor(cursor_factory=extras.DictCursor)
        cursor.execute(self.QUERY)
        row = cursor.fetchone()
        self.assertEqual((row, row["a"], row[1], dict(row)), ([1, "x"], 1, "x", {"a": 1, "b c": "x"}))
        self.assertEqual(list(cursor), [[2, "y"]])
        with self.assertRaises(KeyError):
            row["nosuch"]

    def test_dictionaries(self) -> None:
        cursor = self.conn.cursor(cursor_factory=extras.RealDictCursor)
        cursor.execute(self.QUERY)
        self.assertEqual(cursor.fetchall(), [{"a": 1, "b c": "x"}, {"a": 2, "b c": "y"}])
        self.assertEqual(repr(cursor.fetchall()), "[]")

    def test_named_tuples(self) -> None:
        cursor = self.conn.cursor(cursor_factory=extras.NamedTupleCursor)
        cursor.execute(self.QUERY)
        self.assertEqual(repr(cursor.fetchone()), "Record(a=1, b_c='x')")

    def test_on_the_server(self) -> None:
        for factory, expected in (
            (extras.DictCursor, [[1], [2], [3]]),
            (extras.RealDictCursor, [{"n": 1}, {"n": 2}, {"n": 3}]),
            (extras.NamedTupleCursor, [(1,), (2,), (3,)]),
        ):
            with self.conn.cursor("n", cursor_factory=factory) as cursor:
                cursor.itersize = 2
                cursor.execute("select generate_series(1, 3) as n")
                self.assertEqual(list(cursor), expected)

    def test_for_a_whole_connection(self) -> None:
        conn = psycopg2.connect("", cursor_factory=extras.RealDictCursor)
        self.addCleanup(conn.close)
        cursor = conn.cursor()
        cursor.execute("select 1 as a")
        self.assertEqual(cursor.fetchone(), {"a": 1})


class TypesTest(ServerCase):
    def test_json(self) -> None:
        value = {"a": [1, None, "é'"]}
        self.assertEqual(self.ask("select %s::json", (extras.Json(value),)), value)
        self.assertEqual(self.ask("select array[%s::jsonb]", (extras.Json(value),)), [value])

    def test_ranges(self) -> None:
        for value in (
            extras.NumericRange(1, 5),
            extras.NumericRange(empty=True),
            extras.NumericRange(None, 5, "()"),
        ):
            self.assertEqual(self.ask("select %s::int4range", (value,)), value)
        number = extras.NumericRange(decimal.Decimal("1.5"), decimal.Decimal(2), "(]")
        self.assertEqual(self.ask("select %s::numrange", (number,)), number)
        for value in (
            extras.DateRange(dt.date(2020, 1, 1), None),
            extras.DateTimeRange(dt.datetime(2020, 1, 1), dt.datetime(2021, 1, 1), "[]"),
            extras.DateTimeTZRange(None, dt.datetime(2020, 1, 1, tzinfo=UTC), "()"),
        ):
            self.assertEqual(self.ask("select %s", (value,)), value)

    def test_a_range_of_ones_own(self) -> None:
        self.cursor.execute("create type driver_test_range as range (subtype = float8)")
        caster = extras.register_range("driver_test_range", "Floats", self.conn)
        value = caster.range(1.5, 2.0, "[]")
        self.assertEqual(self.ask("select %s", (value,)), value)

    def test_uuid(self) -> None:
        extras.register_uuid(conn_or_curs=self.cursor)
        value = uuid.UUID(int=5)
        self.assertEqual(self.ask("select %s", ([value],)), [value])

    def test_composite(self) -> None:
        self.cursor.execute("create type driver_test_card as (value int, suit text)")
        extras.register_composite("driver_test_card", self.cursor)
        found = self.ask("select array[(8, 'a\"b, (')::driver_test_card, (null, '')::driver_test_card]")
        self.assertEqual([tuple(card) for card in found], [(8, 'a"b, ('), (None, "")])
        self.assertEqual(found[0].suit, 'a"b, (')


class LoggingTest(unittest.TestCase):
    def test_statements_are_written(self) -> None:
        conn = psycopg2.connect("", connection_factory=extras.LoggingConnection)
        self.addCleanup(conn.close)
        with self.assertRaises(psycopg2.ProgrammingError):
            conn.cursor()
        log = io.StringIO()
        conn.initialize(log)
        conn.cursor().execute("select %s", ("x",))
        self.assertEqual(log.getvalue().splitlines(), ["select 'x'"])


class PoolTest(unittest.TestCase):
    def test_lending(self) -> None:
        lender = pool.SimpleConnectionPool(1, 2, "")
        first, second = lender.getconn(), lender.getconn("key")
        self.assertIs(lender.getconn("key"), second)
        with self.assertRaisesRegex(pool.PoolError, "connection pool exhausted"):
            lender.getconn()
        first.cursor().execute("select 1")
        lender.putconn(first)
        self.assertEqual(first.status, extensions.STATUS_READY)
        lender.putconn(second, "key")
        self.assertEqual((first.closed, second.closed), (0, 1))
        lender.closeall()
        self.assertEqual(first.closed, 1)
        with self.assertRaisesRegex(pool.PoolError, "connection pool is closed"):
            lender.getconn()


if __name__ == "__main__":
    unittest.main()
