"""Enumerations of the server and of Python."""

import enum

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TYPE colour AS ENUM ('red', 'green', 'it''s')")
conn.commit()


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"


class Number(enum.IntEnum):
    ONE = 1


class Flag(enum.IntFlag):
    A = 1
    B = 2


cur.execute("SELECT 'red'::colour, ARRAY['red', 'it''s', NULL]::colour[], enum_range(NULL::colour)")
show("read", cur.fetchone())
show("type", cur.description[0].type_code == cur.description[0].type_code)
attempt("an Enum", cur.mogrify, "%s", (Colour.RED,))
attempt("an IntEnum", cur.mogrify, "%s", (Number.ONE,))
attempt("an IntFlag", cur.mogrify, "%s", (Flag.A | Flag.B,))
extensions.register_adapter(Colour, lambda value: extensions.adapt(value.value))
show("registered", cur.mogrify("%s %s", (Colour.RED, [Colour.GREEN])))
cur.execute("SELECT %s::colour, %s::colour[]", (Colour.RED, [Colour.GREEN, Colour.RED]))
show("written", cur.fetchone())
cur.execute("SELECT 'colour'::regtype::oid, 'colour[]'::regtype::oid")
oids = cur.fetchone()
COLOUR = extensions.new_type(oids[:1], "COLOUR", lambda value, cur: value and Colour(value))
extensions.register_type(COLOUR, conn)
extensions.register_type(extensions.new_array_type(oids[1:], "COLOUR[]", COLOUR), conn)
cur = conn.cursor()
cur.execute("SELECT 'red'::colour, NULL::colour, ARRAY['red', NULL]::colour[]")
show("cast", cur.fetchone())
cur.execute("SELECT 'it''s'::colour")
attempt("unknown to Python", cur.fetchone)
attempt("unknown to the server", cur.execute, "SELECT 'blue'::colour")
