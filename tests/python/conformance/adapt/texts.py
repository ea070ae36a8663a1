"""Texts as literals: quotes, backslashes, whatever Unicode has."""

import enum

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()


class Text(str):
    def __str__(self):
        return "misleading"


class Colour(str, enum.Enum):
    RED = "red"


VALUES = (
    *("", "plain", "it's", "''", "'; DROP TABLE x; --", 'dou"ble', "back\\slash", "\\'", "\\", "\\\\'", "%s 100%", "new\nline\r\ttab"),
    *("ünïcode", "€", "日本語", "\U0001f600", "e\u0301", "\u200b", "\x01\x7f", "\x80\xff", "E'x'", "$$x$$", "a" * 100, Text("sub'class")),
)
backslashes = psycopg2.connect("", options="-c standard_conforming_strings=off -c escape_string_warning=off")
for cur in (conn.cursor(), backslashes.cursor()):
    for value in VALUES:
        show(repr(value)[:40], cur.mogrify("%s", (value,)))
        cur.execute("SELECT %s", (value,))
        show("  back", cur.fetchone()[0] == value)
cur.execute("SET standard_conforming_strings = on")
show("set later", cur.mogrify("%s", ("back\\slash",)))
attempt("an enumeration", cur.mogrify, "%s", (Colour.RED,))
for value in ("\0", "a\0b", "\ud800"):
    attempt(repr(value), cur.mogrify, "%s", (value,))
    attempt(f"[{value!r}]", cur.mogrify, "%s", ([value],))
