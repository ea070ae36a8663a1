"""What a query may be: text, bytes, sql objects, and what it may not."""

import psycopg2
from observe import attempt, show
from psycopg2 import sql

conn = psycopg2.connect("")
cur = conn.cursor()


class Text(str):
    pass


class Duck:
    def as_string(self, context):
        return "SELECT 'duck'"


for query in (
    "SELECT 'text'",
    b"SELECT 'bytes'",
    Text("SELECT 'subclass'"),
    sql.SQL("SELECT 'sql'"),
    sql.SQL("SELECT {}").format(sql.Literal("composed")),
    "SELECT 'ünï €'",
    "  SELECT 1 ;  ",
    "SELECT 1 -- comment",
    "/* only a comment */",
    "",
    b"",
    "   ",
    None,
    5,
    ["SELECT 1"],
    bytearray(b"SELECT 1"),
    Duck(),
    sql.SQL(""),
    sql.Composed([]),
    "SELECT 'a\0b'",
    "SELECT 'lone \ud800'",
    b"SELECT '\xff'",
):
    attempt(repr(query) if not isinstance(query, Duck) else "duck", cur.execute, query)
    show("  query", cur.query)
    attempt("  rows", cur.fetchall)
    conn.rollback()
