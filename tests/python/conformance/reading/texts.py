"""Texts from the server: of every type that is read as text."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for expression in (
    "'plain'",
    "'ünï €'::text",
    "''::text",
    "'x'::varchar(3)",
    "'x'::char(3)",
    "'x'::\"char\"",
    "'x'::name",
    "E'\\t\\n\\\\'::text",
    "NULL::text",
    *("'{\"a\": 1}'::json", "'{\"a\": [1, null]}'::jsonb", "'<a/>'::xml", "'192.168.0.1/24'::inet", "'192.168.0.0/24'::cidr"),
    "'::1'::inet",
    "'08:00:2b:01:02:03'::macaddr",
    "'08:00:2b:01:02:03:04:05'::macaddr8",
    "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
    *("'(1,2)'::point", "'[(1,2),(3,4)]'::lseg", "'(1,2),(3,4)'::box", "'((1,2),(3,4))'::polygon", "'<(1,2),3>'::circle"),
    "'{1,2,3}'::line",
    *("to_tsvector('simple', 'a b')", "'a & b'::tsquery", "ROW(1, 'a b', NULL)", "ROW()", "ROW('\"', '\\')", "'pg_class'::regclass"),
    *("chr(8364) || chr(128512)", "repeat('x', 5)", "'$.a'::jsonpath", "1::text", "now()::text = now()::text"),
):
    try:
        cur.execute(f"SELECT {expression}")
    except psycopg2.Error as error:
        show(expression, error.pgcode)
    else:
        attempt(expression, cur.fetchone)
