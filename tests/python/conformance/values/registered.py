"""Composites, enumerations, domains and arrays of them, registered and not."""

import collections
import enum

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, extras

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("""
    CREATE TYPE mood AS ENUM ('sad', 'ok', 'very "happy"');
    CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE TYPE item AS (name text, unit_price numeric, n positive, moods mood[]);
    CREATE TYPE pair AS (a item, b item);
    CREATE SCHEMA other;
    CREATE TYPE other.thing AS (x int, kind text, "first" text, more text);
    CREATE TABLE boxes (id int, item item, items item[], whole pair);
    CREATE TYPE empty AS ();
""")
conn.commit()
VALUE = """ROW('a "b", (c)\\', 1.50, 3, ARRAY['ok', 'very "happy"']::mood[])::item """
cur.execute(f"SELECT {VALUE}, ARRAY[{VALUE}, NULL], 'ok'::mood, ARRAY['ok', NULL]::mood[], 5::positive, ARRAY[5]::positive[]")
show("not registered", cur.fetchone())
for name in (
    '"Item"',
    "pair",
    "other.thing",
    "boxes",
    "mood",
    "positive",
    "empty",
    "nosuch",
    "Item",
    "int4",
    'other."thing"',
    "public.pair",
    "",
):
    caster = attempt(f"{name!r}", lambda name=name: type(extras.register_composite(name, conn)).__name__)
    if caster is None:
        conn.rollback()
item = extras.register_composite("item", conn)
show("caster", (item.name, item.schema, item.attnames, item.type.__name__, item.type._fields, item.oid > 0, item.array_oid > 0))
thing = extras.register_composite("other.thing", conn)
show("names", (thing.name, thing.schema, thing.attnames, thing.type._fields))
cur.execute(f"SELECT {VALUE}, ARRAY[{VALUE}, NULL], ROW(NULL, NULL, NULL, NULL)::item, NULL::item")
show("registered", cur.fetchone())
cur.execute("SELECT ROW(1, 'c', '', NULL)::other.thing")
show("odd names", cur.fetchone())
attempt("by attribute", lambda: cur.description[0].name)


class DictComposite(extras.CompositeCaster):
    def make(self, values):
        return dict(zip(self.attnames, values))


extras.register_composite("other.thing", cur, factory=DictComposite)
cur.execute("SELECT ROW(1, 'c', '', NULL)::other.thing, ARRAY[ROW(2, 'd', '\\', 'x')::other.thing]")
show("as dicts", cur.fetchone())
other = conn.cursor()
other.execute("SELECT ROW(1, 'c', '', NULL)::other.thing")
show("of another cursor", other.fetchone())


class Failing(extras.CompositeCaster):
    def make(self, values):
        raise ZeroDivisionError("in make")


extras.register_composite("pair", cur, factory=Failing)
cur.execute(f"SELECT ROW({VALUE}, NULL)::pair")
attempt("a factory that fails", cur.fetchone)
cur.execute(f"INSERT INTO boxes (id, item) VALUES (1, {VALUE}) RETURNING boxes, item")
show("a row", cur.fetchone())
cur.execute("ALTER TYPE item ADD ATTRIBUTE more int")
cur.execute("SELECT item FROM boxes")
attempt("another attribute since", cur.fetchone)
conn.rollback()
Named = collections.namedtuple("Named", "name price n moods")
cur.execute("SELECT %s::item, (%s::item).name", (("x'", 2, 1, None), Named("y", 3, 2, ["ok"])))
attempt("tuples go in", cur.fetchone)
conn.rollback()


class Mood(enum.Enum):
    SAD = "sad"
    OK = "ok"


extensions.register_adapter(Mood, lambda mood: extensions.AsIs(f"'{mood.value}'::mood"))
cur.execute("SELECT oid, typarray FROM pg_type WHERE typname = 'mood'")
oid, array_oid = cur.fetchone()
MOOD = extensions.new_type((oid,), "MOOD", lambda value, cur: Mood(value) if value is not None else None)
extensions.register_type(MOOD, conn)
extensions.register_type(extensions.new_array_type((array_oid,), "MOOD[]", MOOD), conn)
cur.execute("SELECT %s, %s, NULL::mood", (Mood.OK, [Mood.SAD, None, Mood.OK]))
show("enumerations", cur.fetchone())
cur.execute("SELECT 'very \"happy\"'::mood")
attempt("not one of them", cur.fetchone)
attempt("not of the type", cur.execute, "SELECT 'angry'::mood")
conn.rollback()
attempt("type", lambda: (MOOD.name, MOOD == oid, MOOD != 5))
attempt("closed", extras.register_composite, "pair", 5)
