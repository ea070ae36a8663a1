"""Subclasses of str whose methods say something else: the driver takes the text itself."""

import io

import psycopg2
from observe import attempt
from psycopg2 import extensions as ext


class Text(str):
    def encode(self, *args):
        return b"encoded"

    def __str__(self):
        return "as str"

    def __repr__(self):
        return "as repr"

    def __format__(self, spec):
        return "formatted"


conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute(Text("SELECT 'plain'"))
print(cur.fetchone())
cur.execute("SELECT %s, %s", (Text("value"), [Text("in a list")]))
print(cur.fetchone())
cur.execute("SELECT %(name)s", {Text("name"): Text("named")})
print(cur.fetchone())
print(ext.QuotedString(Text("quoted")), ext.AsIs(Text("as it is")), ext.adapt(Text("adapted")))
attempt("identifier", ext.quote_ident, Text("an ident"), conn)
attempt("dsn", ext.parse_dsn, Text("dbname=lab"))
cur.callproc(Text("upper"), (Text("argument"),))
print(cur.fetchone())
named = conn.cursor(Text("a name"))
named.execute("SELECT 1")
print(named.name, named.fetchone(), named.query)
cur.execute("CREATE TABLE texts (t text)")


class File(io.StringIO):
    def read(self, size=-1):
        return Text(super().read(size))


cur.copy_from(File("copied\n"), Text("texts"))
cur.execute("SELECT * FROM texts")
print(cur.fetchall())
large = conn.lobject()
large.write(Text("written"))
large.seek(0)
print(large.read())
