"""Client encodings other than UTF-8, which the server converts."""

from __future__ import annotations

import io
import unittest

import psycopg2
from psycopg2 import extensions, sql

from case import ServerCase


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
        texts = ("表'\\", "ソ\\'", "能\\'", '功"', "é'", "a\\", "\\\\", "€'", "한'\\", "一丁丂七丄丅丆万丈三上下丌不与丏")
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


if __name__ == "__main__":
    unittest.main()
