"""Json, register_json and its like: writing, reading, and another library's functions."""

import json
from decimal import Decimal

import psycopg2
from observe import attempt, show
from psycopg2 import extras
from psycopg2.extensions import adapt, register_adapter

conn = psycopg2.connect("")
cur = conn.cursor()
for value in ({"a": [1, None, True, "it's"]}, [], "text", 1.5, None, {"ünï": "€"}, "back\\slash"):
    wrapped = extras.Json(value)
    show(repr(value), (wrapped.getquoted(), str(wrapped), wrapped.adapted))
    cur.execute("SELECT %s::json, %s::jsonb, %s::text", (wrapped, wrapped, wrapped))
    show("  back", cur.fetchone())
attempt("not serialisable", cur.mogrify, "%s", (extras.Json(object),))
attempt("dumps", lambda: extras.Json(Decimal("1.50"), dumps=lambda value: json.dumps(str(value))).getquoted())


class Mine(extras.Json):
    def dumps(self, obj):
        return f'"{obj}"'


show("subclass", cur.mogrify("%s", (Mine(5),)))
attempt("conform", lambda: extras.Json(1).__conform__(None))
attempt("a dict", cur.mogrify, "%s", ({"a": 1},))
register_adapter(dict, extras.Json)
show("a dict registered", (cur.mogrify("%s", ({"a": 1},)), adapt({"b": 2}).getquoted(), cur.mogrify("%s", ([{"a": 1}],))))
QUERY = """SELECT '{"a": 1.5}'::json, '{"a": 1.5}'::jsonb, NULL::json, ARRAY['{"a": 1}'::json, NULL], ARRAY['[1.5]'::jsonb],
    'null'::jsonb"""


def fetched(what, connection=conn):
    cursor = connection.cursor()
    cursor.execute(QUERY)
    attempt(what, cursor.fetchone)


fetched("as it is")
casters = extras.register_default_json(conn, loads=lambda text: json.loads(text, parse_float=Decimal))
show("casters", [(caster.name, caster.values) for caster in casters])
fetched("json with Decimal")
casters = extras.register_default_jsonb(conn, loads=lambda text: ("mine", text))
show("casters", [(caster.name, caster.values) for caster in casters])
fetched("jsonb by a function")
fetched("another connection", psycopg2.connect(""))
extras.register_default_json(loads=str.upper, globally=True)
fetched("everywhere", psycopg2.connect(""))
casters = extras.register_json(conn)
show("asked of the server", [(caster.name, caster.values) for caster in casters])
casters = extras.register_json(conn, name="jsonb")
show("asked of the server", [(caster.name, caster.values) for caster in casters])
attempt("unknown type", extras.register_json, conn, name="nosuch")
attempt("neither connection nor oid", extras.register_json)
casters = extras.register_json(oid=25, array_oid=1009, loads=len)
show("any oid", [(caster.name, caster.values) for caster in casters])
extras.register_json(cur, oid=25)
cur.execute("SELECT '[1, 2]'::text, 'x'::text")
attempt("text as json", cur.fetchone)
extras.register_default_json(conn, loads=lambda text: text)
extras.register_default_jsonb(conn, loads=lambda text: text)
fetched("not read at all")
