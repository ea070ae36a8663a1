"""register_composite: rows of types of one's own."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TYPE card AS (value int, suit text); CREATE TYPE hand AS (name text, cards card[], best card, day date)")
cur.execute("CREATE SCHEMA s; CREATE TYPE s.card AS (x float8)")
cur.execute("CREATE TABLE t (id int, gone int, name text); ALTER TABLE t DROP COLUMN gone")
cur.execute('CREATE TYPE "Odd ""name" AS ("first column" int, "class" text, "1" int)')
conn.commit()
cur.execute("SELECT (8, 'hearts')::card")
show("not registered", cur.fetchone())
caster = extras.register_composite("card", conn)
show("caster", (type(caster).__name__, caster.name, caster.schema, caster.attnames, caster.atttypes))
show("made", (caster.type.__name__, caster.typecaster.name))
show("array", caster.array_typecaster.name)
show("state", conn.status)
cur.execute("SELECT (8, 'hearts')::card, ARRAY[(8, 'it''s'), NULL, (NULL, '')]::card[], NULL::card, (1, 'a,b(c)\"d\\e ')::card")
for value in cur.fetchone():
    show("  read", value)
caster = extras.register_composite("hand", cur, globally=True)
cur.execute("SELECT ('me', ARRAY[(1, 'a b'), (2, NULL)]::card[], (3, '\"'), '2024-02-29')::hand")
value = cur.fetchone()[0]
show("nested", value)
show("by name", (value.name, value.cards[0].suit, value.best.value, value.day, value._fields))
attempt("written", cur.mogrify, "%s", (value,))
caster = extras.register_composite("s.card", conn)
show("of a schema", (caster.name, caster.schema, caster.attnames))
cur.execute("SELECT ROW(1.5)::s.card")
show("  read", cur.fetchone())
caster = extras.register_composite("t", conn)
show("a table", (caster.attnames, caster.atttypes))
cur.execute("INSERT INTO t VALUES (1, 'x'); SELECT t FROM t")
show("  read", cur.fetchone())
attempt("odd names", extras.register_composite, 'Odd "name', conn)
cur.execute('CREATE TYPE "Odd type" AS (a int, b_ text, "C" int)')
caster = extras.register_composite("Odd type", conn)
cur.execute("SELECT (1, 'x', 2)::\"Odd type\"")
show("odd names", cur.fetchone())


class Dicts(extras.CompositeCaster):
    def make(self, values):
        return dict(zip(self.attnames, values))


extras.register_composite("card", conn, factory=Dicts)
cur = conn.cursor()
cur.execute("SELECT (8, 'hearts')::card, ARRAY[(1, 'x')]::card[]")
show("factory", cur.fetchone())
attempt("unknown", extras.register_composite, "nosuch", conn)
show("state", conn.status)
attempt("not composite", extras.register_composite, "int4", conn)
attempt("factory of a number", extras.register_composite, "card", conn, factory=5)
attempt("no connection", extras.register_composite, "card", None)
cast = extras.CompositeCaster("card", 1, [("a", 23), ("b", 25)])
for text in ("(1,x)", "(1,)", '(1,"a ""b"" \\\\c")', "(,)", "(1,2,3)", "(1)", "1,2", "", "(x,y)", '(1,"")'):
    attempt(f"parsed {text!r}", cast.parse, text, cur)
attempt("tokens", cast.tokenize, '(1,"a,b",,"")')
attempt("none", cast.parse, None, cur)
