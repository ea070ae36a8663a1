"""Values that go to a real server and come back, statements that change it, cursors on the server."""

from __future__ import annotations

import datetime as dt
import decimal
import random
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import errors, sql

from case import ServerCase

UTC = dt.timezone.utc
SCALARS = [
    lambda g: g.randrange(-(2**31), 2**31),
    lambda g: g.uniform(-1e9, 1e9),
    lambda g: decimal.Decimal(g.randrange(-(10**12), 10**12)).scaleb(-4),
    lambda g: g.random() < 0.5,
    lambda g: "".join(g.choice("aé漢'\"\\%{},; \n") for _ in range(g.randrange(6))),
    lambda g: dt.date(g.randrange(1, 9999), g.randrange(1, 13), g.randrange(1, 29)),
    lambda g: dt.datetime(g.randrange(1900, 9999), 1, 2, 3, 4, 5, g.randrange(10**6)),
    lambda g: dt.datetime(g.randrange(1971, 2030), 5, 2, 3, 4, 5, g.randrange(10**6), UTC),
    lambda g: dt.timedelta(g.randrange(-999, 999), g.randrange(86400), g.randrange(10**6)),
]


class RoundTripTest(ServerCase):
    def test_values_come_back_equal(self) -> None:
        generator = random.Random(5)
        for make in SCALARS:
            for _ in range(20):
                value = make(generator)
                found = self.ask("select %s", (value,))
                if isinstance(value, float):
                    self.assertEqual(float(found), value)
                else:
                    self.assertEqual(found, value)

    def test_any_nesting_comes_back_equal(self) -> None:
        generator = random.Random(6)

        def nested(depth: int, size: int, make: object) -> list[object]:
            if depth:
                return [nested(depth - 1, size, make) for _ in range(size)]
            return [make(generator) for _ in range(size)]

        for make in SCALARS[2:]:
            for depth in range(3):
                value = nested(depth, generator.randrange(1, 4), make)
                self.assertEqual(self.ask("select %s", (value,)), value)

    def test_bytes(self) -> None:
        value = bytes(range(256))
        self.assertEqual(bytes(self.ask("select %s", (value,))), value)


class StatementTest(ServerCase):
    def test_the_text_of_an_error(self) -> None:
        with self.assertRaises(errors.UndefinedTable) as caught:
            self.cursor.execute("select * from nosuch")
        self.assertEqual(
            str(caught.exception),
            'relation "nosuch" does not exist\nLINE 1: select * from nosuch\n                      ^\n',
        )
        self.assertEqual(caught.exception.diag.statement_position, "15")

    def test_tags_and_counts(self) -> None:
        for statement, tag, count in (
            ("create temp table t (a int primary key)", "CREATE TABLE", -1),
            ("insert into t select generate_series(1, 3)", "INSERT 0 3", 3),
            ("update t set a = a + 10 where a > 1", "UPDATE 2", 2),
            ("delete from t where a = 99", "DELETE 0", 0),
            ("show work_mem", "SHOW", 1),
            ("set work_mem = '5MB'", "SET", -1),
        ):
            self.cursor.execute(statement)
            self.assertEqual((self.cursor.statusmessage, self.cursor.rowcount), (tag, count))

    def test_many(self) -> None:
        self.cursor.execute("create temp table t (a int, b text)")
        self.cursor.executemany("insert into t values (%s, %s)", [(i, "x") for i in range(5)])
        self.assertEqual(self.cursor.rowcount, 5)
        found = psycopg2.extras.execute_values(
            self.cursor, "insert into t values %s returning a", [(i, "y") for i in range(250)], fetch=True
        )
        self.assertEqual(found, [(i,) for i in range(250)])

    def test_composed(self) -> None:
        query = sql.SQL("select {} as {}").format(sql.Literal("it's"), sql.Identifier('a"b'))
        self.assertEqual(self.ask(query), "it's")
        self.assertEqual(self.cursor.description[0].name, 'a"b')

    def test_a_cursor_on_the_server(self) -> None:
        named = self.conn.cursor("n")
        named.itersize = 2
        named.execute("select generate_series(1, 5)")
        self.assertEqual(self.conn.notices, [])
        self.assertEqual(named.fetchone(), (1,))
        self.assertEqual(list(named), [(n,) for n in range(2, 6)])
        self.conn.commit()
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "named cursor isn't valid anymore"):
            named.fetchone()

    def test_two_phases(self) -> None:
        xid = self.conn.xid(1, "driver", "test")
        self.conn.tpc_begin(xid)
        self.cursor.execute("create table two_phases ()")
        self.conn.tpc_prepare()
        self.assertEqual(self.conn.status, psycopg2.extensions.STATUS_PREPARED)
        self.conn.tpc_rollback()
        self.assertIsNone(self.ask("select to_regclass('two_phases')"))

    def test_large_objects(self) -> None:
        made = self.conn.lobject(0, "wb")
        made.write(b"x" * 20000)
        made.close()
        self.assertEqual(len(self.conn.lobject(made.oid, "rb").read()), 20000)


if __name__ == "__main__":
    unittest.main()
