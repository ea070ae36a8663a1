"""quote_ident: identifiers as the server reads them."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import quote_ident

conn = psycopg2.connect("")
cur = conn.cursor()
for name in ("plain", "Upper", "with space", 'dou"ble', '""', "sin'gle", "", "ünï", b"bytes", "a.b", "select", "a\0b", "%s", "back\\slash"):
    attempt(repr(name), quote_ident, name, conn)
    attempt("  by a cursor", quote_ident, name, cur)
for name in (None, 5, ["a"], bytearray(b"x")):
    attempt(repr(name), quote_ident, name, conn)
attempt("no scope", quote_ident, "a")
attempt("scope None", quote_ident, "a", None)
attempt("scope of a text", quote_ident, "a", "b")
attempt("by keywords", quote_ident, scope=conn, ident="a")
attempt("three", quote_ident, "a", conn, 1)
cur.execute(f"SELECT 1 AS {quote_ident('odd ' + chr(34) + ' name', conn)}")
show("as a column", cur.description[0].name)
cur.close()
attempt("by a closed cursor", quote_ident, "a", cur)
conn.close()
attempt("by a closed connection", quote_ident, "a", conn)
