"""Connection strings. Expected values are what libpq 17 and psycopg2 2.9.13 give."""

from __future__ import annotations

import os
import unittest
from unittest import mock

import psycopg2
from psycopg2._libpq import conninfo as _conninfo
from psycopg2.extensions import make_dsn, parse_dsn

GOOD = [
    ("dbname=x user=y", {"user": "y", "dbname": "x"}),
    ("dbname = x user= 'a b'", {"user": "a b", "dbname": "x"}),
    ("dbname='x\\'y'", {"dbname": "x'y"}),
    ("dbname=x\\ y", {"dbname": "x y"}),
    ("port='' host=", {"host": "", "port": ""}),
    ("user= password=x", {"user": "password=x"}),
    ("dbname=a=b dbname=c", {"dbname": "c"}),
    ("  ", {}),
    ("postgresql://", {}),
    (
        "postgres://u:p@h:1/d?sslmode=require&options=-c%20a%3Db",
        {
            "user": "u",
            "password": "p",
            "dbname": "d",
            "host": "h",
            "port": "1",
            "options": "-c a=b",
            "sslmode": "require",
        },
    ),
    ("postgresql://h,h2:5/d", {"dbname": "d", "host": "h,h2", "port": ",5"}),
    ("postgresql://[::1]:5/d", {"dbname": "d", "host": "::1", "port": "5"}),
    ("postgresql://%2Ftmp/d", {"dbname": "d", "host": "/tmp"}),
    ("postgresql:///d?host=/tmp&ssl=true", {"dbname": "d", "host": "/tmp", "sslmode": "require"}),
    ("postgresql://u%40:p%3A@h", {"user": "u@", "password": "p:", "host": "h"}),
    ("postgresql://a@b@c/d", {"user": "a", "dbname": "d", "host": "b@c"}),
]
BAD = [
    ("a", 'missing "=" after "a" in connection info string'),
    ("foo=1", 'invalid connection option "foo"'),
    ("dbname='x", "unterminated quoted string in connection info string"),
    ("postgresql://[::1", 'end of string reached when looking for matching "]" in IPv6 host address in URI: "postgresql://[::1"'),
    ("postgresql://[]/d", 'IPv6 host address may not be empty in URI: "postgresql://[]/d"'),
    ("postgresql://[::1]x/d", 'unexpected character "x" at position 19 in URI (expected ":" or "/"): "postgresql://[::1]x/d"'),
    ("postgresql://h/d?x=1", 'invalid URI query parameter: "x"'),
    ("postgresql://h/d?options=a=b", 'extra key/value separator "=" in URI query parameter: "options"'),
    ("postgresql://h/d?options", 'missing key/value separator "=" in URI query parameter: "options"'),
    ("postgresql://h/%zz", 'invalid percent-encoded token: "%zz"'),
    ("postgresql://h/%00", 'forbidden value %00 in percent-encoded value: "%00"'),
]


class ParseTest(unittest.TestCase):
    def test_what_a_string_says(self) -> None:
        for dsn, expected in GOOD:
            with self.subTest(dsn):
                found = parse_dsn(dsn)
                self.assertEqual(found, expected)
                self.assertEqual(list(found), list(expected), "in libpq's order")

    def test_what_is_wrong_with_it(self) -> None:
        for dsn, expected in BAD:
            with self.subTest(dsn), self.assertRaises(psycopg2.ProgrammingError) as caught:
                parse_dsn(dsn)
            self.assertEqual(str(caught.exception), f"invalid dsn: {expected}\n")


class MakeTest(unittest.TestCase):
    def test_keywords_join_and_override(self) -> None:
        self.assertEqual(make_dsn(), "")
        self.assertEqual(make_dsn("dbname=x", user="y"), "dbname=x user=y")
        self.assertEqual(make_dsn("dbname=z", database="x"), "dbname=x")
        self.assertEqual(make_dsn(port=5, host=None), "port=5")
        self.assertEqual(make_dsn("postgresql://h/d", user="u"), "dbname=d host=h user=u")

    def test_values_are_quoted(self) -> None:
        self.assertEqual(make_dsn(password="it's\\"), "password=it\\'s\\\\")
        self.assertEqual(make_dsn(password=""), "password=''")
        self.assertEqual(make_dsn(options="-c x=1"), "options='-c x=1'")

    def test_wrong_arguments(self) -> None:
        with self.assertRaisesRegex(TypeError, "you can't specify both 'database' and 'dbname' arguments"):
            make_dsn(dbname="x", database="y")
        with self.assertRaisesRegex(psycopg2.ProgrammingError, 'invalid connection option "statement_timeout"'):
            make_dsn(statement_timeout=500)

    def test_the_password_is_hidden(self) -> None:
        self.assertEqual(_conninfo.obscure("dbname=d password=p user=u"), "user=u password=xxx dbname=d")
        self.assertEqual(_conninfo.obscure("dbname=d  user=u"), "dbname=d  user=u")


class DefaultsTest(unittest.TestCase):
    def test_environment_then_defaults(self) -> None:
        environment = {"PGUSER": "reader", "PGOPTIONS": "-c a=1", "PGHOST": "h"}
        with mock.patch.dict(os.environ, environment, clear=True):
            options = _conninfo.with_defaults({"host": "given"})
            self.assertEqual((options["host"], options["user"], options["dbname"]), ("given", "reader", "reader"))
            self.assertEqual((options["options"], options["port"], options["sslmode"]), ("-c a=1", "5432", "prefer"))
            replaced = _conninfo.with_defaults({"options": ""})
            self.assertEqual(replaced["options"], "", "any options replace PGOPTIONS, even none at all")

    def test_services_are_not_read(self) -> None:
        with self.assertRaisesRegex(_conninfo.ConninfoError, 'definition of service "s" not found'):
            _conninfo.with_defaults({"service": "s"})


if __name__ == "__main__":
    unittest.main()
