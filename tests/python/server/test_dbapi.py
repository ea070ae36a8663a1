"""DB-API 2.0 (PEP 249), in the order of the document."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
import unittest

import psycopg2

from case import ServerCase


class ModuleTest(unittest.TestCase):
    def test_globals(self) -> None:
        self.assertEqual((psycopg2.apilevel, psycopg2.paramstyle), ("2.0", "pyformat"))
        self.assertEqual(psycopg2.threadsafety, 2, "threads may share the module and connections")
        self.assertTrue(callable(psycopg2.connect))

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


class ErrorsTest(ServerCase):
    """Each class of error is raised for what the document says it is for."""

    def test_each_class(self) -> None:
        self.cursor.execute("create temp table t (id int primary key, n int not null check (n > 0))")
        self.cursor.execute("insert into t values (1, 1)")
        self.conn.commit()
        for expected, query in (
            (psycopg2.DataError, "select 1 / 0"),
            (psycopg2.DataError, "select 'x'::int"),
            (psycopg2.DataError, "select 99999999999::int"),
            (psycopg2.IntegrityError, "insert into t values (1, 1)"),
            (psycopg2.IntegrityError, "insert into t values (2, null)"),
            (psycopg2.IntegrityError, "insert into t values (2, -1)"),
            (psycopg2.ProgrammingError, "selec"),
            (psycopg2.ProgrammingError, "select * from nosuch"),
            (psycopg2.ProgrammingError, "select nosuch"),
            (psycopg2.ProgrammingError, "select nosuch(1)"),
            (psycopg2.OperationalError, "set statement_timeout = 1; select pg_sleep(10)"),
            (psycopg2.NotSupportedError, "select count(*) from t for update"),
            (psycopg2.InternalError, "do $$ begin raise 'of the program' ; end $$"),
        ):
            with self.subTest(query):
                with self.assertRaises(psycopg2.DatabaseError) as raised:
                    self.cursor.execute(query)
                self.assertIsInstance(raised.exception, expected)
                # The transaction has failed, which is an error of its own until it is rolled back
                self.assertRaises(psycopg2.InternalError, self.cursor.execute, "select 1")
            self.conn.rollback()

    def test_no_server(self) -> None:
        self.assertRaises(psycopg2.OperationalError, psycopg2.connect, host="127.0.0.1", port=1)
        self.assertRaises(psycopg2.OperationalError, psycopg2.connect, dbname="nosuch")
        self.assertRaises(psycopg2.ProgrammingError, psycopg2.connect, nosuch=1)

    def test_wrong_parameters(self) -> None:
        for query, parameters in (("select %s", ()), ("select %s", (1, 2)), ("select %(a)s", {}), ("select %s", {"a": 1})):
            self.assertRaises((IndexError, TypeError, KeyError), self.cursor.execute, query, parameters)
        self.assertRaises(psycopg2.ProgrammingError, self.cursor.execute, "select %s", (object(),))


class TypeObjectsTest(ServerCase):
    def test_type_objects_and_constructors(self) -> None:
        """Each constructor's value comes back as a column that is of its type object and of no other."""
        kinds = {"STRING": psycopg2.STRING, "BINARY": psycopg2.BINARY, "NUMBER": psycopg2.NUMBER, "DATETIME": psycopg2.DATETIME}
        for value, cast, kind in (
            ("text", "text", "STRING"),
            ("text", "varchar(10)", "STRING"),
            ("t", "char(1)", "STRING"),
            (psycopg2.Binary(b"\0\xff"), "bytea", "BINARY"),
            (5, "int2", "NUMBER"),
            (5, "int4", "NUMBER"),
            (5, "int8", "NUMBER"),
            (1.5, "float4", "NUMBER"),
            (1.5, "float8", "NUMBER"),
            (5, "numeric", "NUMBER"),
            (psycopg2.Timestamp(2002, 12, 25, 13, 45, 30), "timestamp", "DATETIME"),
            (psycopg2.TimestampFromTicks(0), "timestamp", "DATETIME"),
        ):
            self.cursor.execute(f"select %s::{cast}", (value,))
            code = self.cursor.description[0][1]
            self.assertEqual([name for name, type_object in kinds.items() if code == type_object], [kind], cast)
        self.cursor.execute("select %s, %s", (psycopg2.Date(2002, 12, 25), psycopg2.Time(13, 45, 30)))
        self.assertEqual(self.cursor.fetchone(), (dt.date(2002, 12, 25), dt.time(13, 45, 30)))
        self.cursor.execute("select oid from pg_class limit 1")
        self.assertEqual(self.cursor.description[0][1], psycopg2.ROWID)


class TwoPhaseTest(ServerCase):
    """The optional two-phase commit."""

    def setUp(self) -> None:
        super().setUp()
        self.cursor.execute("create table if not exists two_phase (id int)")
        self.cursor.execute("delete from two_phase")
        self.conn.commit()

    def tearDown(self) -> None:
        self.conn.reset()
        for xid in self.conn.tpc_recover():
            self.conn.tpc_rollback(xid)
        self.cursor.execute("drop table two_phase")
        self.conn.commit()

    def count(self) -> object:
        with contextlib.closing(self.connect()) as other, other.cursor() as cursor:
            cursor.execute("select count(*) from two_phase")
            return cursor.fetchone()[0]

    def begin(self, name: str) -> object:
        xid = self.conn.xid(7, name, "here")
        self.conn.tpc_begin(xid)
        self.cursor.execute("insert into two_phase values (1)")
        return xid

    def test_in_two_phases(self) -> None:
        self.begin("two")
        self.conn.tpc_prepare()
        self.assertEqual(self.count(), 0)
        self.conn.tpc_commit()
        self.assertEqual(self.count(), 1)
        self.begin("undone")
        self.conn.tpc_prepare()
        self.conn.tpc_rollback()
        self.assertEqual(self.count(), 1)

    def test_in_one_phase(self) -> None:
        self.begin("one")
        self.conn.tpc_commit()
        self.assertEqual(self.count(), 1)
        self.begin("none")
        self.conn.tpc_rollback()
        self.assertEqual(self.count(), 1)

    def test_recovered(self) -> None:
        xid = self.begin("lost")
        self.conn.tpc_prepare()
        self.conn.close()
        self.conn = self.connect()
        self.cursor = self.conn.cursor()
        (found,) = [found for found in self.conn.tpc_recover() if found.gtrid == "lost"]
        self.assertEqual((found[0], found[1], found[2]), (7, "lost", "here"))
        self.assertEqual((xid[0], xid[1], xid[2]), tuple(found))
        self.conn.tpc_commit(found)
        self.assertEqual(self.count(), 1)
        self.assertRaises(psycopg2.ProgrammingError, self.conn.tpc_commit, found)

    def test_out_of_order(self) -> None:
        self.assertRaises(psycopg2.ProgrammingError, self.conn.tpc_prepare)
        self.assertRaises(psycopg2.ProgrammingError, self.conn.tpc_commit)
        xid = self.begin("order")
        for use in (self.conn.commit, self.conn.rollback, lambda: self.conn.tpc_begin(xid), lambda: self.conn.tpc_commit(xid)):
            self.assertRaises(psycopg2.ProgrammingError, use)
        self.conn.tpc_prepare()
        for use in (self.conn.tpc_prepare, lambda: self.cursor.execute("select 1"), self.conn.commit):
            self.assertRaises(psycopg2.ProgrammingError, use)
        self.conn.tpc_rollback()
        self.cursor.execute("select 1")
        self.assertRaises(psycopg2.ProgrammingError, self.conn.tpc_begin, xid)


class Case(ServerCase):
    def fill(self, names: tuple[str, ...] = ("Redback", "Victoria Bitter", "Boag's")) -> None:
        self.cursor.execute("create temp table booze (name varchar(20), strength numeric(4, 1))")
        self.cursor.executemany("insert into booze (name) values (%(beer)s)", [{"beer": name} for name in names])


class ConnectionTest(Case):
    def test_exceptions_as_attributes(self) -> None:
        for name in (
            "Warning",
            "Error",
            "InterfaceError",
            "DatabaseError",
            "OperationalError",
            "IntegrityError",
            "InternalError",
            "ProgrammingError",
            "NotSupportedError",
            "DataError",
        ):
            self.assertIs(getattr(self.conn, name), getattr(psycopg2, name))

    def test_commit_and_rollback(self) -> None:
        self.conn.commit()
        self.cursor.execute("create temp table gone ()")
        self.conn.rollback()
        self.cursor.execute("select to_regclass('gone')")
        self.assertEqual(self.cursor.fetchone(), (None,))

    def test_closed(self) -> None:
        cursor = self.cursor
        cursor.execute("select 1")
        self.conn.close()
        for use in (
            self.conn.commit,
            self.conn.rollback,
            self.conn.cursor,
            self.conn.tpc_recover,
            lambda: self.conn.xid(1, "a", "b"),
            self.conn.tpc_prepare,
            self.conn.tpc_commit,
            self.conn.tpc_rollback,
            lambda: self.conn.tpc_begin("x"),
            lambda: cursor.execute("select 1"),
            lambda: cursor.executemany("select 1", [()]),
            lambda: cursor.callproc("pi"),
            cursor.fetchone,
            cursor.fetchmany,
            cursor.fetchall,
            cursor.nextset,
            lambda: cursor.scroll(1),
            lambda: list(cursor),
        ):
            self.assertRaises(psycopg2.InterfaceError, use)
        self.conn.close()  # again

    def test_closing_rolls_back(self) -> None:
        other = self.connect()
        other.cursor().execute("create table never ()")
        other.close()
        self.cursor.execute("select to_regclass('never')")
        self.assertEqual(self.cursor.fetchone(), (None,))

    def test_autocommit(self) -> None:
        self.assertIs(self.conn.autocommit, False)
        self.conn.autocommit = True
        self.cursor.execute("create table at_once ()")
        self.conn.rollback()
        self.cursor.execute("drop table at_once")
        self.conn.autocommit = False
        self.cursor.execute("select 1")
        with self.assertRaises(psycopg2.ProgrammingError):
            self.conn.autocommit = True

    def test_as_a_context(self) -> None:
        with self.conn as conn:
            self.assertIs(conn, self.conn)
            self.cursor.execute("create temp table kept ()")
        with self.assertRaises(ZeroDivisionError), self.conn:
            self.cursor.execute("drop table kept")
            raise ZeroDivisionError
        self.cursor.execute("select * from kept")


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

    def test_closed(self) -> None:
        self.cursor.execute("select 1")
        self.cursor.close()
        for use in (
            lambda: self.cursor.execute("select 1"),
            lambda: self.cursor.executemany("select 1", [()]),
            self.cursor.fetchone,
            self.cursor.fetchmany,
            self.cursor.fetchall,
            self.cursor.nextset,
            lambda: self.cursor.callproc("pi"),
            lambda: self.cursor.scroll(1),
            lambda: next(self.cursor),
        ):
            self.assertRaises(psycopg2.InterfaceError, use)
        self.cursor.close()  # again

    def test_executemany(self) -> None:
        self.fill(())
        self.cursor.executemany("insert into booze values (%s, %s)", [("a", 1), ["b", 2]])
        self.assertEqual(self.cursor.rowcount, 2)
        self.assertRaises(psycopg2.ProgrammingError, self.cursor.fetchall)
        self.cursor.executemany("update booze set strength = %(n)s", [{"n": n} for n in range(3)])
        self.assertEqual(self.cursor.rowcount, 6)
        self.assertIsNone(self.cursor.description)

    def test_kinds_of_scrolling(self) -> None:
        self.cursor.execute("select generate_series(0, 2)")
        for value, mode in ((-1, "relative"), (3, "absolute"), (4, "relative")):
            self.assertRaises((IndexError, psycopg2.ProgrammingError), self.cursor.scroll, value, mode=mode)
        self.assertRaises(psycopg2.ProgrammingError, self.cursor.scroll, 1, mode="nosuch")

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
