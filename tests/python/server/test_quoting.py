"""Whatever is quoted comes back as it was, and connection strings say what they were made of."""

from __future__ import annotations

import unittest
from random import Random
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2 import extensions, sql
from psycopg2.extensions import Binary, QuotedString, make_dsn, parse_dsn

from case import ServerCase
from kinds import TRAPS, WIDE, text
from properties import for_all

KEYWORDS = ("host", "hostaddr", "port", "user", "password", "dbname", "options", "application_name", "sslmode", "sslcert", "passfile")


def getquoted(adapter: Any, conn: extensions.connection) -> bytes:
    adapter.prepare(conn)
    return adapter.getquoted()


class LiteralTest(ServerCase):
    def check(self, value: str) -> None:
        raw = value.encode()
        composed = sql.Literal(value).as_string(self.conn).encode()
        literals = [getquoted(QuotedString(value), self.conn), self.cursor.mogrify("%s", (value,)), composed]
        self.assertEqual(len(set(literals)), 1)
        binary = getquoted(Binary(raw), self.conn)
        got = self.ask(b"select array[" + b", ".join([*literals, b"convert_from(" + binary + b", 'UTF8')"]) + b"]")
        self.assertEqual(got, [value] * 4)

    def test_standard_strings(self) -> None:
        for_all(text, self.check, runs=150, seed=31)

    def test_strings_with_backslashes(self) -> None:
        """Switched off in the session, and off from its beginning, which makes E of all literals."""
        self.cursor.execute("set standard_conforming_strings = off; set escape_string_warning = off")
        for_all(text, self.check, runs=150, seed=32)
        self.conn = self.connect(options="-c standard_conforming_strings=off")
        self.cursor = self.conn.cursor()
        for_all(text, self.check, runs=150, seed=33)

    def test_any_bytes(self) -> None:
        def comes_back(raw: bytes) -> None:
            self.assertEqual(bytes(self.ask(b"select " + getquoted(Binary(raw), self.conn))), raw)

        for_all(lambda generator: generator.randbytes(generator.randrange(40)), comes_back, runs=100, seed=34)

    def test_identifiers(self) -> None:
        def names_a_column(name: str) -> None:
            quoted = extensions.quote_ident(name, self.cursor)
            self.assertEqual(sql.Identifier(name).as_string(self.cursor), quoted)
            self.cursor.execute(f"select 1 as {quoted}")
            self.assertEqual(self.cursor.description[0].name, name)

        def short(generator: Random) -> str:
            return (text(generator).replace("%", "") or "x")[:15]

        for_all(short, names_a_column, runs=150, seed=35)


class DsnTest(unittest.TestCase):
    def options(self, generator: Random) -> dict[str, str]:
        return {keyword: text(generator) for keyword in generator.sample(KEYWORDS, generator.randrange(6))}

    def test_what_is_made_is_parsed(self) -> None:
        def holds(options: dict[str, str]) -> None:
            made = make_dsn(**options)
            self.assertEqual(parse_dsn(made), options)
            self.assertEqual(parse_dsn(make_dsn(made, user="other")), {**options, "user": "other"})

        for_all(self.options, holds, runs=1000, seed=36)

    def test_uris(self) -> None:
        def holds(options: dict[str, str]) -> None:
            uri = "postgresql://?" + "&".join(f"{quote(keyword)}={quote(value, safe='')}" for keyword, value in options.items())
            self.assertEqual(parse_dsn(uri), options)
            parts = ("user", "password", "host", "port", "dbname")
            named = {keyword: options[keyword] for keyword in parts if options.get(keyword)}
            user, password, host, port, dbname = (quote(named.get(keyword, ""), safe="") for keyword in parts)
            self.assertEqual(parse_dsn(f"postgresql://{user}:{password}@{host}:{port}/{dbname}"), named)

        for_all(self.options, holds, runs=1000, seed=37)

    def test_any_text_is_parsed_or_refused(self) -> None:
        def hostile(generator: Random) -> str:
            pieces = ["=", "'", "\\", " ", "%", "%41", ":", "@", "/", "?", "&", "[", "]", ",", *KEYWORDS, *TRAPS, *WIDE]
            start = generator.choice(("", "postgresql://", "postgres://", "host="))
            return start + "".join(generator.choice(pieces) for _ in range(generator.randrange(12)))

        def holds(dsn: str) -> None:
            try:
                options = parse_dsn(dsn)
            except psycopg2.ProgrammingError as error:
                self.assertRegex(str(error), r"(?s)^invalid dsn: .*\n$")
                self.assertRaises(psycopg2.ProgrammingError, make_dsn, dsn, user="u")
            except UnicodeDecodeError:
                self.assertIn("%", dsn)
            else:
                self.assertEqual(parse_dsn(make_dsn(**options)), options)

        for_all(hostile, holds, runs=3000, seed=38)


if __name__ == "__main__":
    unittest.main()
