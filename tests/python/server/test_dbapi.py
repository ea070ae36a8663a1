"""DB-API 2.0 (PEP 249), in the order of the document."""

from __future__ import annotations

import time
import unittest

import psycopg2

from case import ServerCase


class ModuleTest(unittest.TestCase):
    def test_globals(self) -> None:
        self.assertEqual((psycopg2.apilevel, psycopg2.paramstyle), ("2.0", "pyformat"))
        self.assertIn(psycopg2.threadsafety, (0, 1, 2, 3))

    def test_exceptions(self) -> None:
        self.assertTrue(issubclass(psycopg2.Warning, Exception))
        self.assertTrue(issubclass(psycopg2.Error, Exception))
        self.assertTrue(issubclass(psycopg2.InterfaceError, psycopg2.Error))
        self.assertTrue(issubclass(psycopg2.DatabaseError, psycopg2.Error))
        for name in ("Data", "Operational", "Integrity", "Internal", "Programming", "NotSupported"):
            cls = getattr(psycopg2, name + "Error" if name != "NotSupported" else "NotSupportedError")
            self.assertTrue(issubclass(cls, psycopg2.DatabaseError), name)

    def test_constructors(self) -> None:
        ticks = time.mktime((2002, 12, 25, 13, 45, 30, 0, 0, 0))
        self.assertEqual(str(psycopg2.Date(2002, 12, 25)), str(psycopg2.DateFromTicks(ticks)))
        self.assertEqual(str(psycopg2.Time(13, 45, 30)), str(psycopg2.TimeFromTicks(ticks)))
        self.assertIn("2002-12-25T13:45:30", str(psycopg2.Timestamp(2002, 12, 25, 13, 45, 30)))
        self.assertIn("2002-12-25T13:45:30", str(psycopg2.TimestampFromTicks(ticks)))
        psycopg2.Binary(b"Something")


class Case(ServerCase):
    def fill(self, names: tuple[str, ...] = ("Redback", "Victoria Bitter", "Boag's")) -> None:
        self.cursor.execute("create temp table booze (name varchar(20), strength numeric(4, 1))")
        self.cursor.executemany("insert into booze (name) values (%(beer)s)", [{"beer": name} for name in names])


class ConnectionTest(Case):
    def test_exceptions_as_attributes(self) -> None:
        for name in ("Warning", "Error", "InterfaceError", "DatabaseError", "OperationalError", "IntegrityError",
                     "InternalError", "ProgrammingError", "NotSupportedError", "DataError"):
            self.assertIs(getattr(self.conn, name), getattr(psycopg2, name))

    def test_commit_and_rollback(self) -> None:
        self.conn.commit()
        self.cursor.execute("create temp table gone ()")
        self.conn.rollback()
        self.cursor.execute("select to_regclass('gone')")
        self.assertEqual(self.cursor.fetchone(), (None,))

    def test_closed(self) -> None:
        self.conn.close()
        for use in (self.conn.commit, self.conn.rollback, self.conn.cursor, lambda: self.cursor.execute("select 1")):
            self.assertRaises(psycopg2.Error, use)


class CursorTest(Case):
    def test_cursors_share_the_transaction(self) -> None:
        self.fill(("Victoria Bitter",))
        other = self.conn.cursor()
        other.execute("select name from booze")
        self.assertEqual(other.fetchall(), [("Victoria Bitter",)])

    def test_description(self) -> None:
        self.assertIsNone(self.cursor.description)
        self.fill()
        self.assertIsNone(self.cursor.description)
        self.cursor.execute("select name, strength from booze")
        first, second = self.cursor.description
        self.assertEqual((len(first), first[0], first[1] == psycopg2.STRING, first[3]), (7, "name", True, 20))
        self.assertEqual((second[1] == psycopg2.NUMBER, second[4], second[5]), (True, 4, 1))

    def test_rowcount(self) -> None:
        self.assertEqual(self.cursor.rowcount, -1)
        self.fill()
        self.assertEqual(self.cursor.rowcount, 3)
        self.cursor.execute("select name from booze where name like 'V%'")
        self.assertEqual(self.cursor.rowcount, 1)

    def test_callproc(self) -> None:
        parameters = ["FOO"]
        self.assertIs(self.cursor.callproc("lower", parameters), parameters)
        self.assertEqual(self.cursor.fetchall(), [("foo",)])

    def test_fetching(self) -> None:
        self.assertRaises(psycopg2.Error, self.cursor.fetchone)
        self.fill()
        for fetch in (self.cursor.fetchone, self.cursor.fetchmany, self.cursor.fetchall):
            self.assertRaises(psycopg2.Error, fetch)
        self.cursor.execute("select name from booze order by name")
        self.assertEqual(self.cursor.fetchone(), ("Boag's",))
        self.assertEqual(self.cursor.arraysize, 1)
        self.assertEqual(self.cursor.fetchmany(), [("Redback",)])
        self.cursor.arraysize = 10
        self.assertEqual(self.cursor.fetchmany(), [("Victoria Bitter",)])
        self.assertEqual((self.cursor.fetchmany(), self.cursor.fetchall(), self.cursor.fetchone()), ([], [], None))
        self.assertEqual(self.cursor.rownumber, 3)

    def test_iteration(self) -> None:
        self.fill()
        self.cursor.execute("select name from booze order by name")
        self.assertIs(iter(self.cursor), self.cursor)
        self.assertEqual([name for (name,) in self.cursor], ["Boag's", "Redback", "Victoria Bitter"])

    def test_scroll(self) -> None:
        self.cursor.execute("select generate_series(0, 9)")
        self.cursor.scroll(5)
        self.cursor.scroll(-1)
        self.assertEqual(self.cursor.fetchone(), (4,))
        self.cursor.scroll(9, mode="absolute")
        self.assertEqual(self.cursor.fetchone(), (9,))
        self.assertRaises((IndexError, psycopg2.ProgrammingError), self.cursor.scroll, 5)

    def test_sizes_are_accepted(self) -> None:
        self.cursor.setinputsizes((25,))
        self.cursor.setoutputsize(1000)
        self.cursor.setoutputsize(2000, 0)

    def test_nextset(self) -> None:
        self.assertRaises(psycopg2.NotSupportedError, self.cursor.nextset)

    def test_none_is_null(self) -> None:
        self.cursor.execute("select %s", (None,))
        self.assertEqual(self.cursor.fetchone(), (None,))

    def test_the_cursor_knows_its_connection_and_row(self) -> None:
        self.assertIs(self.cursor.connection, self.conn)
        self.assertEqual(self.cursor.rownumber, 0)
        self.assertEqual(self.cursor.lastrowid, 0)


if __name__ == "__main__":
    unittest.main()
