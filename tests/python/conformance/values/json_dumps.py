"""Json: other dumps, subclasses, nested in lists, registered loads for types and arrays."""

import datetime
import decimal
import json

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, extras

conn = psycopg2.connect("")
cur = conn.cursor()
for value in ({"a": 1}, [1, None, "x'\\"], "text", 5, 1.5, None, True, {"é": "€🐘"}, {1: 2}, float("nan"), (1, 2), {"q": 'say "%s"'}):
    attempt(f"{value!r}", cur.mogrify, "%s", (extras.Json(value),))
for value in ({"d": decimal.Decimal("1.5")}, {"t": datetime.date(2024, 1, 1)}, {1, 2}, b"x", object):
    attempt(f"not serialisable {type(value).__name__}", lambda value=value: str(extras.Json(value))[:0])
with_default = extras.Json({"d": decimal.Decimal("1.5")}, dumps=lambda value: json.dumps(value, default=str, sort_keys=True))
show("dumps", (cur.mogrify("%s", (with_default,)), str(with_default), with_default.adapted))


class Dates(extras.Json):
    def dumps(self, obj):
        return json.dumps(obj, default=lambda value: value.isoformat())


attempt("subclass", cur.mogrify, "%s", (Dates({"t": datetime.date(2024, 1, 1)}),))
attempt("in a list", cur.mogrify, "%s", ([extras.Json({"a": 1}), extras.Json([])],))
attempt("in a tuple", cur.mogrify, "%s", ((extras.Json(1), 2),))
attempt("dumps to bytes", lambda: cur.mogrify("%s", (extras.Json(1, dumps=lambda value: b"1"),)))
attempt("dumps to a number", lambda: cur.mogrify("%s", (extras.Json(1, dumps=lambda value: 1),)))
attempt("dicts are not adapted", cur.mogrify, "%s", ({"a": 1},))
extensions.register_adapter(dict, extras.Json)
attempt("registered", cur.mogrify, "%s %s", ({"a": 1}, [{"b": 2}]))
cur.execute("SELECT %s::jsonb, %s::json -> 'a', ARRAY[%s, NULL]::jsonb[]", ({"a": [1.0, 10**20]}, {"a": "x"}, {"b": None}))
show("back", cur.fetchone())
loads = lambda text: json.loads(text, parse_float=decimal.Decimal)  # noqa: E731
show("types", [kind.name for kind in extras.register_default_jsonb(conn, loads=loads)])
cur.execute("SELECT '1.10'::jsonb, '1.10'::json, '[1.10]'::jsonb, ARRAY['1.10'::jsonb]")
show("decimals", cur.fetchone())
extras.register_default_json(cur, globally=False, loads=lambda text: f"<{text}>")
cur.execute("SELECT '1.10'::jsonb, '{\"a\" : 1}'::json, ARRAY['1'::json], NULL::json")
show("as text", cur.fetchone())
other = conn.cursor()
other.execute("SELECT '{\"a\" : 1}'::json")
show("of another cursor", other.fetchone())
extras.register_json(conn, loads=lambda text: 1 / 0, name="jsonb")
other.execute("SELECT '1'::jsonb")
attempt("loads that fail", other.fetchone)
attempt("a type that is none", extras.register_json, conn, name="nosuch")
conn.rollback()
attempt("no connection", extras.register_json)
show("with oids", [kind.name for kind in extras.register_json(oid=114, array_oid=199, loads=json.loads)])
attempt("the server refuses", cur.execute, "SELECT %s::json", ("{a}",))
