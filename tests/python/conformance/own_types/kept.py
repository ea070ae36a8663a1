"""The casters of JSON and ranges are registered from the start: taken away or replaced they stay so, whatever is imported later."""

import psycopg2
from observe import show
from psycopg2 import extensions

types = extensions.string_types
show("registered", len(types))
for oid in (114, 199, 3802, 3807, 3904, 3905, 3906, 3907, 3908, 3909, 3910, 3911, 3912, 3913, 3926, 3927):
    show(str(oid), (types[oid].name, types[oid].values))
show("of extensions", [getattr(extensions, name) is types[oid] for name, oid in (("JSON", 114), ("JSONBARRAY", 3807))])
conn = psycopg2.connect("")
cur = conn.cursor()
VALUES = """SELECT '{"a": [1.5, null]}'::json, '{"b": 2}'::jsonb, '[1,5)'::int4range, '[2,3]'::numrange, '[2024-01-01,)'::daterange,
    ARRAY['[1,2]']::json[], ARRAY['[1,9)']::int8range[], NULL::jsonb"""
taken = types.pop(114)
extensions.register_type(extensions.new_type((3802,), "RAW", lambda text, cur: (text, "raw")))
extensions.register_type(extensions.new_type((3904,), "RAW", lambda text, cur: (text, "raw")))
for what in ("replaced", "after the imports"):
    cur.execute(VALUES)
    show(what, cur.fetchone())
    from psycopg2 import extras  # noqa: F401

    extras.Json, extras.NumericRange  # noqa: B018
extensions.register_type(taken)
extensions.register_type(extensions.JSONB)
cur.execute(VALUES)
show("given back", cur.fetchone())
show("written", cur.mogrify("%s %s", (extras.Json({"a": 1}), extras.NumericRange(1, 5))))
