"""The server's text as Python values. Values are psycopg2 2.9.13's."""

from __future__ import annotations

import datetime as dt
import random
import unittest

import backend
import psycopg2
from psycopg2._types import arrays as _arrays
from psycopg2 import extensions
from psycopg2.extensions import new_array_type, new_type, register_type

UTC = dt.timezone.utc
VALUES = [
    (23, b"-5", -5),
    (20, b"9223372036854775807", 2**63 - 1),
    (701, b"1.5", 1.5),
    (701, b"-Infinity", float("-inf")),
    (16, b"t", True),
    (16, b"f", False),
    (25, "é".encode(), "é"),
    (1082, b"2020-01-02", dt.date(2020, 1, 2)),
    (1082, b"infinity", dt.date.max),
    (1083, b"10:11:12.5", dt.time(10, 11, 12, 500000)),
    (1083, b"24:00:00", dt.time(0)),
    (1266, b"10:11:12+02:30", dt.time(10, 11, 12, tzinfo=dt.timezone(dt.timedelta(hours=2, minutes=30)))),
    (1114, b"2020-01-02 03:04:05.1", dt.datetime(2020, 1, 2, 3, 4, 5, 100000)),
    (1114, b"-infinity", dt.datetime.min),
    (1184, b"2020-01-02 03:04:05.000001+00", dt.datetime(2020, 1, 2, 3, 4, 5, 1, UTC)),
    (1184, b"infinity", dt.datetime.max.replace(tzinfo=UTC)),
    (1186, b"1 year 2 mons 3 days 04:05:06.7", dt.timedelta(428, 14706, 700000)),
    (1186, b"-1 days +02:03:04", dt.timedelta(-1, 7384)),
    (1186, b"-04:05:06.7", -dt.timedelta(0, 14706, 700000)),
    (1186, b"infinity", dt.timedelta(0)),
    (1007, b"{1,NULL,3}", [1, None, 3]),
    (1007, b"{{1,2},{3,4}}", [[1, 2], [3, 4]]),
    (1007, b"[0:1]={1,2}", [1, 2]),
    (1007, b"{}", []),
    (1009, b'{"a b",NULL,"NULL","\\"q\\\\"}', ["a b", None, "NULL", '"q\\']),
    (3802, b'{"a": [1, null]}', {"a": [1, None]}),
    (2950, b"x", "x"),
]
WRONG = [
    (1082, b"0044-03-15 BC", ValueError, "-44"),
    (1082, b"x", psycopg2.DataError, "unable to parse date"),
    (1114, b"x", psycopg2.DataError, "unable to parse date"),
    (1083, b"10:00", psycopg2.DataError, "unable to parse time"),
    (1186, b"P1D", psycopg2.NotSupportedError, "iso_8601 intervalstyle currently not supported"),
    (16, b"x", psycopg2.InterfaceError, "can't parse boolean: 'x'"),
    (1007, b"x", psycopg2.DataError, "array does not start with '{'"),
    (1007, b"[1:1][1:1]={{1}}", psycopg2.DataError, "array does not start with '{'"),
    (1182, b"{infinity}", psycopg2.DataError, "unable to parse date"),
    (1007, b"{}}", psycopg2.DataError, "unbalanced braces in array"),
]


class TypecastTest(unittest.TestCase):
    def fetch(self, *columns: tuple[int, bytes | None]) -> tuple[object, ...]:
        described = [(f"c{index}", oid) for index, (oid, _) in enumerate(columns)]
        backend.install(self, {b"q": backend.rows(described, tuple(value for _, value in columns))})
        self.cursor = psycopg2.connect("host=h user=u").cursor()
        self.prepare()
        self.cursor.execute("q")
        return self.cursor.fetchone()

    def prepare(self) -> None:
        """Before the query; tests replace it."""

    def test_values(self) -> None:
        for oid, text, expected in VALUES:
            with self.subTest(text):
                (found,) = self.fetch((oid, text))
                self.assertEqual(found, expected)
                self.assertIs(type(found), type(expected))

    def test_wrong_text(self) -> None:
        for oid, text, cls, message in WRONG:
            with self.subTest(text), self.assertRaisesRegex(cls, message):
                self.fetch((oid, text))

    def test_bytes_and_decimals_and_ranges(self) -> None:
        binary, decimal, empty = self.fetch((17, b"\\x00ff"), (1700, b"1.10"), (3904, b"empty"))
        self.assertIsInstance(binary, memoryview)
        self.assertEqual(bytes(binary), b"\0\xff")
        self.assertEqual(str(decimal), "1.10")
        self.assertTrue(empty.isempty)

    def test_null_is_none_whatever_the_type(self) -> None:
        self.assertEqual(self.fetch(*((oid, None) for oid, _, _ in VALUES)), (None,) * len(VALUES))

    def test_a_caster_of_ones_own_sees_null_too(self) -> None:
        caster = new_type((23,), "MINE", lambda text, cursor: ("mine", text))

        def prepare() -> None:
            register_type(caster, self.cursor)
            register_type(new_array_type((1007,), "MINE[]", caster), self.cursor.connection)

        self.prepare = prepare  # type: ignore[method-assign]
        found = self.fetch((23, b"1"), (23, None), (1007, b"{2,NULL}"))
        self.assertEqual(found, (("mine", "1"), ("mine", None), [("mine", "2"), ("mine", None)]))
        self.assertIs(extensions.string_types[23], extensions.INTEGER)

    def test_zones_come_from_the_cursors_factory(self) -> None:
        def prepare() -> None:
            self.cursor.tzinfo_factory = None

        self.prepare = prepare  # type: ignore[method-assign]
        self.assertEqual(self.fetch((1184, b"2020-01-02 03:04:05+02")), (dt.datetime(2020, 1, 2, 3, 4, 5),))

    def test_types_compare_with_the_oids_they_are_for(self) -> None:
        self.assertTrue(extensions.INTEGER == 23 and 23 == extensions.INTEGER and extensions.INTEGER != 20)
        self.assertTrue(psycopg2.STRING == 25 and psycopg2.NUMBER == 1700 and psycopg2.DATETIME == 1114)


class ArrayTest(unittest.TestCase):
    def test_any_nesting_of_text_comes_back(self) -> None:
        generator = random.Random(4)

        def nested(depth: int) -> list[object]:
            size = generator.randrange(1, 4)
            if depth:
                return [nested(depth - 1) for _ in range(size)]
            return [None if generator.random() < 0.2 else "".join(generator.choice('a{},"\\ é') for _ in range(5)) for _ in range(size)]

        def write(value: object) -> str:
            if value is None:
                return "NULL"
            if isinstance(value, list):
                return "{" + ",".join(map(write, value)) + "}"
            return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

        for _ in range(300):
            value = nested(generator.randrange(3))
            found = _arrays.parse(write(value).encode(), lambda raw: None if raw is None else raw.decode())
            self.assertEqual(found, value)


if __name__ == "__main__":
    unittest.main()
