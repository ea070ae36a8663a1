"""What is no text in the connection's encoding: literals, identifiers, names of cursors; and literals that are for no connection."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import Binary, QuotedString, quote_ident

show("before any connection", (QuotedString("a\\'b").getquoted(), QuotedString(b"\xff\\").getquoted(), Binary(b"\\\xff'").getquoted()))
conn = psycopg2.connect("")
show("after one", (QuotedString("a\\'b").getquoted(), QuotedString("é").getquoted(), QuotedString(b"\xff\\").getquoted()))


def quoted(value):
    literal = QuotedString(value)
    literal.prepare(conn)
    return literal.getquoted()


for value in (
    b"caf\xc3\xa9 ' \\ \xf0\x9f\x90\x98",
    b"\xff",
    b"\xff'",
    b"a\xc3'",
    b"\xe6\xbc'x",
    b"a\xf0\x9f\x90",
    b"\\\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf8\x88\x80\x80\x80''",
    b"\xc3\xa9\xff\xc3",
    "a\ud800",
):
    attempt(f"{value!r} as a literal", quoted, value)
    attempt("  as an identifier", quote_ident, value, conn)
    attempt("  as the name of a cursor", lambda value=value: conn.cursor(value).name)
attempt("the server refuses it", conn.cursor().execute, b"SELECT " + quoted(b"\xff"))
conn.rollback()
cur = conn.cursor()
attempt("a table", cur.copy_from, None, "t")
off = psycopg2.connect("", options="-c standard_conforming_strings=off")
show("backslashes", off.cursor().mogrify("%s %s", ("a\\'b", b"\\\x01")))
show("for no connection", (QuotedString("a\\'b").getquoted(), Binary(b"\\\xff'").getquoted()))
cur.execute("SET standard_conforming_strings = off; SET escape_string_warning = off")
show("without E", cur.mogrify("%s %s", ("a\\'b", b"\\\x01")))
cur.execute("SELECT %s, %s", ("a\\'b", b"\\\x01"))
attempt("through the server", cur.fetchone)
