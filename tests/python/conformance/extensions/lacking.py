"""Reading what an object does not have: each says which type it is of."""

import psycopg2
from observe import attempt
from psycopg2 import extensions, extras

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1 AS a")
try:
    conn.cursor().execute("SELECT 1/0")
except psycopg2.Error as error:
    diag, failure = error.diag, error
conn.rollback()


class Mine(extensions.connection):
    """A program's own."""


OBJECTS = (
    *(conn, cur, cur.description[0], conn.info, conn.lobject(), diag, failure, psycopg2.NUMBER, Mine("")),
    *(conn.cursor(cursor_factory=extras.DictCursor),),
    *(extensions.Notify(1, "a"), extensions.Xid(1, "a", "b"), extensions.ISQLQuote(1), extensions.AsIs(1), extensions.Int(1)),
    *(extensions.Binary(b""), extensions.QuotedString(""), extensions.adapt([]), psycopg2.Date(2024, 1, 2), extensions.SQL_IN(())),
    *(extras.NumericRange(), extras.Json(None)),
)
for thing in OBJECTS:
    attempt(type(thing).__name__, lambda thing=thing: thing.nosuch)
    print(hasattr(thing, "nosuch"), getattr(thing, "nosuch", "a default"))
