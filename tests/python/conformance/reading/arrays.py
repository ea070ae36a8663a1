"""Arrays from the server: any depth, bounds, quotes, NULLs, every type."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for expression in (
    *("'{}'::int[]", "'{1,2}'::int[]", "'{1,NULL}'::int[]", "'{NULL}'::text[]", "'{\"NULL\"}'::text[]", "'{{1,2},{3,4}}'::int[]"),
    *("'{{{1},{2}},{{3},{4}}}'::int[]", "'[0:1]={1,2}'::int[]", "'[-1:0][2:3]={{1,2},{3,4}}'::int[]", "'{{},{}}'::int[]"),
    *("ARRAY['a b', 'c,d', '{e}', 'f\"g', E'h\\\\i', '', 'null', ' j ']", "ARRAY['ünï', '€']", "ARRAY[E'new\\nline', E'\\t']"),
    *("'{t,f,NULL}'::bool[]", "'{1.5,NaN,Infinity}'::float8[]", "'{1.50,NaN}'::numeric[]", "ARRAY['\\x00'::bytea, '\\xff', NULL]"),
    *("'{2024-02-29,NULL}'::date[]", "ARRAY['2024-02-29 01:02:03'::timestamp]", "ARRAY['2024-02-29 01:02:03+00'::timestamptz]"),
    *("ARRAY['01:02:03'::time, '24:00']", "ARRAY['01:02:03+01'::timetz]", "ARRAY['1 day'::interval]", "ARRAY[1::oid, 2]", "ARRAY[1::int2]"),
    *("ARRAY[1::int8, 9223372036854775807]", "ARRAY['x'::name]", "ARRAY['x'::varchar]", "ARRAY['x'::char(3)]", "ARRAY['x'::\"char\"]"),
    *("ARRAY['192.168.0.1'::inet]", "ARRAY['192.168.0.0/24'::cidr]", "ARRAY['08:00:2b:01:02:03'::macaddr]", "ARRAY['{\"a\": 1}'::json]"),
    *('ARRAY[\'{"a": "b c"}\'::jsonb, NULL]', "ARRAY['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid]", "ARRAY['(1,2)'::point, '(3,4)']"),
    *("ARRAY['((1,2),(3,4))'::box, '((5,6),(7,8))']", "ARRAY[ROW(1, 'a')]", "ARRAY[ROW(1, 'a b')]", "ARRAY[ARRAY['x']]", "ARRAY[]::text[]"),
    *("'1 2'::int2vector", "'1 2'::oidvector", "ARRAY['$1'::money]", "ARRAY[B'101']", "ARRAY[NULL, NULL]::bool[]", "NULL::int[]"),
):
    cur.execute(f"SELECT {expression}")
    attempt(expression, cur.fetchone)
