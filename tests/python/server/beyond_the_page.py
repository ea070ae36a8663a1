"""What works over a socket and not in the page: a stream that is full, encodings whose conversions PGlite leaves out, other processes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unittest

import psycopg2
import psycopg2.extras
from psycopg2 import extensions, sql

from case import ConnectingCase, ServerCase


class LargeStatementTest(ConnectingCase):
    """What the kernel does not take at once is sent by poll(), which says so: nothing waits but the program."""

    def test_polls(self) -> None:
        found: list[int] = []
        conn = self.connect(async_=1)
        psycopg2.extras.wait_select(conn)
        cursor = conn.cursor()
        poll = conn.poll

        class Polled:
            fileno = conn.fileno
            cancel = conn.cancel

            @staticmethod
            def poll() -> int:
                found.append(poll())
                return found[-1]

        cursor.execute("select length(%s)", ("x" * 50_000_000,))
        psycopg2.extras.wait_select(Polled)
        self.assertEqual(cursor.fetchone(), (50_000_000,))
        written = found.count(extensions.POLL_WRITE)
        self.assertGreater(written, 0)
        self.assertEqual(found, [extensions.POLL_WRITE] * written + found[written:])
        self.assertEqual(found[-1], extensions.POLL_OK)
        self.assertEqual(set(found[written:-1]), {extensions.POLL_READ})


class LargeCopyTest(ServerCase):
    def test_notices_are_heard_while_the_server_is_too_busy_telling_them_to_read(self) -> None:
        self.cursor.execute("""
            create temporary table t (x text);
            create function pg_temp.tell() returns trigger language plpgsql as
                $$ begin raise notice '%', repeat('x', 500); return new; end $$;
            create trigger tell before insert on t for each row execute function pg_temp.tell()""")
        count = 50_000
        self.cursor.copy_from(io.StringIO(("x" * 500 + "\n") * count), "t")
        self.assertEqual((self.cursor.rowcount, self.conn.notices), (count, []))
        self.conn.commit()
        self.assertEqual(len(self.conn.notices), 50)


class EncodingsTest(ServerCase):
    def test_another_encoding(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        self.assertEqual(self.conn.encoding, "LATIN1")
        self.assertEqual(self.ask("select 'é' || %s", ("ü",)), "éü")
        self.assertEqual(self.cursor.query, "select 'é' || 'ü'".encode("latin1"))

    def test_an_encoding_keeps_the_name_it_was_given(self) -> None:
        for name, encoding, reported in (
            ("iso-8859-15", "ISO885915", "LATIN9"),
            ("latin_9", "LATIN9", "LATIN9"),
            ("unicode", "UNICODE", "UNICODE"),
        ):
            self.conn.set_client_encoding(name)
            self.assertEqual(self.conn.encoding, encoding)
            self.assertEqual(self.conn.get_parameter_status("client_encoding"), reported)
        self.conn.reset()
        self.assertEqual(self.conn.encoding, "UTF8")

    def test_names_of_parameters_and_procedures_are_utf8_whatever_the_encoding(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        with self.assertRaises(UnicodeDecodeError):
            self.cursor.mogrify("%(é)s", {"é": 1})
        with self.assertRaises(psycopg2.ProgrammingError):
            self.cursor.callproc("é", {"ü": "ö"})
        self.assertEqual(self.cursor.query, 'SELECT * FROM é("ü":='.encode() + "'ö')".encode("latin1"))

    def test_text_given_to_a_typecaster_is_utf8_whatever_the_encoding(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        own = extensions.new_type((25,), "OWN", lambda text, _: text)
        self.assertEqual(psycopg2.STRING("é", self.cursor), "Ã©")
        self.assertEqual(extensions.STRINGARRAY('{"é"}', self.cursor), ["Ã©"])
        self.assertEqual(own("é", self.cursor), "Ã©")
        self.assertEqual(self.cursor.cast(25, "é"), "Ã©")

    def test_quoting_in_encodings_whose_characters_hold_backslashes(self) -> None:
        texts = ("表'\\", "ソ\\'", "能\\'", "功\"", "é'", "a\\", "\\\\", "€'", "한'\\", "一丁丂七丄丅丆万丈三上下丌不与丏")
        for encoding in ("SJIS", "BIG5", "GBK", "GB18030", "UHC", "EUC_JP", "EUC_KR", "EUC_CN", "LATIN1", "WIN1252", "UTF8"):
            self.conn.set_client_encoding(encoding)
            for strings in ("on", "off"):
                self.cursor.execute(f"set standard_conforming_strings = {strings}; set escape_string_warning = off")
                self.conn.commit()
                for text in texts:
                    try:
                        text.encode(extensions.encodings[encoding])
                    except UnicodeEncodeError:
                        continue
                    with self.subTest(encoding=encoding, strings=strings, text=text):
                        literal = sql.Literal(text).as_string(self.conn)
                        self.cursor.execute(f"select %s, {literal}", (text,))
                        self.assertEqual(self.cursor.fetchone(), (text, text))
                        name = extensions.quote_ident(text.encode(extensions.encodings[encoding]), self.conn)
                        self.assertEqual(self.ask(f"select array_agg({name}) from (select 5 as {name}) as t"), [5])

    def test_identifiers_are_passed_on_in_utf8(self) -> None:
        self.conn.set_client_encoding("LATIN1")
        self.assertEqual(extensions.quote_ident("é", self.conn), '"Ã©"')
        self.cursor.execute('create temp table "Ã©" (a text)')
        self.cursor.copy_from(io.StringIO("x\n"), "é")
        self.assertEqual(self.ask('select a from "Ã©"'), "x")


class WarningsTest(unittest.TestCase):
    def test_none_is_given(self) -> None:
        """Neither by any module, nor by connections that are left behind in whatever state."""
        program = """
import gc, psycopg2
from psycopg2 import errorcodes, errors, extensions, extras, pool, sql, tz
conn = psycopg2.connect("")
conn.cursor().execute("select 1")
under_way = psycopg2.connect("", async_=1)
for dsn in ("password=wrong", "host=127.0.0.1 port=1"):
    try:
        psycopg2.connect(dsn)
    except psycopg2.OperationalError:
        pass
lost = psycopg2.connect("")
try:
    lost.cursor().execute("select pg_terminate_backend(pg_backend_pid())")
except psycopg2.OperationalError:
    pass
del conn, under_way, lost
gc.collect()
"""
        arguments = [sys.executable, "-X", "dev", "-W", "error", "-c", program]
        done = subprocess.run(arguments, env=dict(os.environ), stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
