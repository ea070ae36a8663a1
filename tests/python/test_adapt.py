"""Python values as SQL literals, and queries with their parameters. Literals are psycopg2 2.9.13's."""

from __future__ import annotations

import datetime as dt
import decimal
import random
import unittest

import backend
import psycopg2
from psycopg2.extensions import ISQLQuote, adapt, adapters, register_adapter

UTC = dt.timezone.utc
LITERALS = [
    (None, b"NULL"),
    (True, b"true"),
    (1, b"1"),
    (-1, b" -1"),
    (10**30, b"1" + b"0" * 30),
    (1.5, b"1.5"),
    (-0.0, b" -0.0"),
    (1e100, b"1e+100"),
    (float("nan"), b"'NaN'::float"),
    (float("-inf"), b"'-Infinity'::float"),
    (decimal.Decimal("1.10"), b"1.10"),
    (decimal.Decimal("-1"), b" -1"),
    (decimal.Decimal("Infinity"), b"'NaN'::numeric"),
    ("a'b\\", b"'a''b\\'"),
    ("é漢", "'é漢'".encode()),
    (b"\0a\xff", b"'\\x0061ff'::bytea"),
    (bytearray(b""), b"'\\x'::bytea"),
    (dt.date(2020, 1, 2), b"'2020-01-02'::date"),
    (dt.datetime(2020, 1, 2, 3, 4, 5), b"'2020-01-02T03:04:05'::timestamp"),
    (dt.datetime(2020, 1, 2, 3, 4, 5, 6, UTC), b"'2020-01-02T03:04:05.000006+00:00'::timestamptz"),
    (dt.time(1, 2, 3), b"'01:02:03'::time"),
    (dt.timedelta(-1, 2, 3), b"'-1 days 2.000003 seconds'::interval"),
    ([], b"'{}'"),
    ([1, -2, None], b"ARRAY[1, -2,NULL]"),
    ([None], b"'{NULL}'"),
    ([[None]], b"'{{NULL}}'"),
    ([[None, None], [1, None]], b"ARRAY['{NULL,NULL}',ARRAY[1,NULL]]"),
    ([[]], b"ARRAY[ARRAY[]]"),
    ([[1], [2]], b"ARRAY[ARRAY[1],ARRAY[2]]"),
    (["a'", None], b"ARRAY['a''',NULL]"),
    ((), b"()"),
    ((1, "a", None, -3), b"(1, 'a', NULL,  -3)"),
    (((1, 2), (3,)), b"((1, 2), (3))"),
]


class Case(unittest.TestCase):
    def setUp(self) -> None:
        backend.install(self)
        self.conn = psycopg2.connect("host=h user=u")
        self.cursor = self.conn.cursor()


class LiteralTest(Case):
    def test_literals(self) -> None:
        for value, expected in LITERALS:
            with self.subTest(repr(value)):
                self.assertEqual(self.cursor.mogrify("%s", (value,)), expected)

    def test_what_is_written_without_an_adapter_is_what_that_writes(self) -> None:
        for value in (*(value for value, _ in LITERALS), float("inf"), -1.5, -(10**30), dt.datetime.max, False, ""):
            with self.subTest(repr(value)):
                adapted = adapt(value)
                if hasattr(adapted, "prepare"):
                    adapted.prepare(self.conn)
                self.assertEqual(self.cursor.mogrify("%s", (value,)), adapted.getquoted())

    def test_another_adapter_of_a_built_in_type(self) -> None:
        for value in (1, 1.5, "a", True, dt.date.max, dt.datetime.max, decimal.Decimal(1)):
            with self.subTest(repr(value)):
                self.cursor.mogrify("%s", (value,))
                before = adapters[type(value), ISQLQuote]
                register_adapter(type(value), lambda value: psycopg2.extensions.AsIs("other"))
                try:
                    self.assertEqual(self.cursor.mogrify("%s", [value]), b"other")
                    del adapters[type(value), ISQLQuote]
                    if type(value) not in (bool, dt.datetime, decimal.Decimal):  # which have a base, or are registered again
                        self.assertRaises(psycopg2.ProgrammingError, self.cursor.mogrify, "%s", [value])
                finally:
                    register_adapter(type(value), before)

    def test_what_cannot_be_adapted(self) -> None:
        for value, name in ((object(), "object"), ({}, "dict"), ({1}, "set"), (1j, "complex"), (int, "type")):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, f"can't adapt type '{name}'"):
                adapt(value)
        with self.assertRaisesRegex(ValueError, r"A string literal cannot contain NUL \(0x00\) characters."):
            self.cursor.mogrify("%s", ("a\0b",))

    def test_old_servers_that_read_backslashes(self) -> None:
        self.conn._pq.parameters["standard_conforming_strings"] = "off"
        self.conn._setup()
        self.assertEqual(self.cursor.mogrify("%s %s", ("a\\'", b"\1")), b"E'a\\\\''' E'\\\\x01'::bytea")

    def test_quoting_round_trips(self) -> None:
        generator = random.Random(3)
        for _ in range(500):
            text = "".join(generator.choice("a'\"\\%é漢 ;-\n") for _ in range(generator.randrange(12)))
            literal = self.cursor.mogrify("%s", (text,)).decode()
            self.assertEqual(literal[0] + literal[-1], "''")
            self.assertNotIn("'", literal[1:-1].replace("''", ""))
            self.assertEqual(literal[1:-1].replace("''", "'"), text)

    def test_registered_and_conforming(self) -> None:
        class Point:
            pass

        class Conforming:
            def __conform__(self, protocol: object) -> object:
                return psycopg2.extensions.AsIs("'c'") if protocol is ISQLQuote else None

        class Child(Point):
            pass

        register_adapter(Point, lambda point: psycopg2.extensions.AsIs("point(1,2)"))
        self.addCleanup(adapters.pop, (Point, ISQLQuote))
        merged = self.cursor.mogrify("%s %s %s", (Point(), Child(), Conforming()))
        self.assertEqual(merged, b"point(1,2) point(1,2) 'c'")


class MergeTest(Case):
    def test_merged(self) -> None:
        for query, variables, expected in (
            ("x é %s", (True,), "x é true".encode()),
            (b"x %(a)s %(a)s", {"a": 1.5}, b"x 1.5 1.5"),
            ("'%%' %s", [1], b"'%' 1"),
            ("5 %% 2", (), b"5 % 2"),
            ("5 %% 2", None, b"5 %% 2"),
            ("5 %% 2", [0], b"5 % 2"),
            ("100%", None, b"100%"),
            ("%s", "a", b"'a'"),
        ):
            with self.subTest(query):
                self.assertEqual(self.cursor.mogrify(query, variables), expected)

    def test_refused(self) -> None:
        for query, variables, cls, text in (
            ("%s", (), IndexError, "tuple index out of range"),
            ("%s", [], IndexError, "list index out of range"),
            ("%s", {}, TypeError, "dict is not a sequence"),
            ("%s", 1, TypeError, "'int' object does not support indexing"),
            ("%s", {1}, TypeError, "'set' object does not support indexing"),
            ("%s", [1, 2], TypeError, "not all arguments converted during string formatting"),
            ("%(a)s", {}, KeyError, "'a'"),
            ("%(a)s", [1], TypeError, "list indices must be integers or slices, not str"),
            ("%(a)s %s", {"a": 1}, psycopg2.ProgrammingError, "argument formats can't be mixed"),
            ("%d", (1,), ValueError, "unsupported format character 'd' (0x64) at index 1"),
            ("%(a)d", {"a": 1}, ValueError, "unsupported format character 'd' (0x64) at index 4"),
            ("%", (1,), ValueError, "incomplete format"),
            ("%(a", {"a": 1}, psycopg2.ProgrammingError, "incomplete placeholder: '%(' without ')'"),
            ("", None, psycopg2.ProgrammingError, "can't execute an empty query"),
            (1, None, TypeError, "argument 1 must be a string or unicode object: got int instead"),
        ):
            with self.subTest(query), self.assertRaises(cls) as caught:
                self.cursor.mogrify(query, variables)
            self.assertEqual(str(caught.exception), text)

    def test_nothing_is_sent_if_merging_fails(self) -> None:
        with self.assertRaises(IndexError):
            self.cursor.execute("select %s", ())
        self.assertEqual((self.conn.status, self.conn.get_transaction_status()), (1, 0))
        self.assertIsNone(self.cursor.query)


if __name__ == "__main__":
    unittest.main()
