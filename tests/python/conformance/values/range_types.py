"""Ranges and multiranges from the server, and ranges of types of one's own."""

import psycopg2
from observe import attempt, refused, show
from psycopg2 import extras

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for expression in (
    *("'[1,5)'::int4range", "'[1,5]'::int4range", "'(,5)'::int8range", "'empty'::int4range", "'(,)'::int4range", "NULL::int4range"),
    *("'[1.5,2.5]'::numrange", "'[2024-01-01,2024-02-01]'::daterange", "'[2024-01-01 00:00,infinity]'::tsrange"),
    *("'[2024-01-01 00:00+00,)'::tstzrange", "ARRAY['[1,5)'::int4range, 'empty', NULL]", "'{}'::int4multirange"),
    "'{[1,2),[5,9)}'::int4multirange",
    *("'{[1.5,2]}'::nummultirange", "'[-infinity,infinity]'::daterange", "'[2024-01-01,)'::daterange"),
):
    cur.execute(f"SELECT {expression}")
    attempt(expression, cur.fetchone)
cur.execute("CREATE TYPE textrange AS RANGE (subtype = text); CREATE SCHEMA s; CREATE TYPE s.floatrange AS RANGE (subtype = float8)")
cur.execute("SELECT '[a,b)'::textrange")
show("not registered", cur.fetchone())
caster = extras.register_range("textrange", "TextRange", conn)
show("caster", (type(caster).__name__, caster.range.__name__, caster.range.__mro__[1].__name__))
show("made", (caster.typecaster.name, caster.array_typecaster.name))
show("adapter", (caster.adapter.__name__, caster.adapter.name))
for text in ("[a,b)", "empty", "(,)", '["a b","c""d"]', r'["\"quo\"\"te\"","back\\slash"]', "[,z]", '["","z"]', "[a,)"):
    cur.execute("SELECT %s::textrange", (text,))
    value = attempt(text, cur.fetchone)
    cur.execute("SELECT %s, ARRAY[%s]", (value[0], value[0]))
    show("  back", cur.fetchone())
attempt("literal", cur.mogrify, "%s", (caster.range("it's", "z"),))
attempt("NULs", cur.mogrify, "%s", (caster.range("a\0", "z"),))
caster = extras.register_range("s.floatrange", "FloatRange", cur)
cur.execute("SELECT '[1.5,2.5]'::s.floatrange")
value = cur.fetchone()
show("of a schema", (value, cur.mogrify("%s", value)))


class Mine(extras.Range):
    pass


class Adapter(extras.RangeAdapter):
    name = "textrange"


refused("an adapter to look for", extras.register_range, Adapter, Mine, conn)
cur.execute("SELECT rngtypid, rngsubtype FROM pg_range WHERE rngtypid = 'textrange'::regtype")
caster = extras.RangeCaster(Adapter, Mine, *cur.fetchone())
caster._register()
cur = psycopg2.connect("").cursor()
cur.execute("SELECT %s", (Mine("a", "b"),))
show("classes of mine", cur.fetchone())
attempt("unknown", extras.register_range, "nosuch", "X", conn)
attempt("not a range", extras.register_range, "int4", "X", conn)
attempt("range of a number", extras.register_range, "int4range", 5, conn)
refused("adapter of a number", extras.register_range, 5, "X", conn)
attempt("no connection", extras.register_range, "int4range", "X", None)
attempt("an adapter without a name", lambda: extras.RangeAdapter(extras.Range(1, 2)).getquoted())
for text in ("[1,2", "1,2)", "[1 2)", "", "[a,b,c]", "{}"):
    attempt(f"parsed {text!r}", caster.parse, text, cur)
cur = conn.cursor()
for name, oids in (("int4range", (3904, 23)), ("numrange", (3906, 1700))):
    cur.execute("SELECT 'empty'::int4range, 'empty'::numrange")
    show(f"name of {name}", psycopg2.extensions.string_types[oids[0]].name)
