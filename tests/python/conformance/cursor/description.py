"""description: Columns of every kind of type, as sequences and by name."""

import pickle

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1::int2 a, 2::int4 b, 3::int8 c, 1.5::numeric d, 1.5::numeric(10, 2) e, 1.5::float4 f, 2.5::float8 g")
for column in cur.description:
    show(column.name, tuple(column))
cur.execute(
    "SELECT 'x'::text AS a, 'y'::varchar AS b, 'z'::varchar(10) AS c, 'c'::char(5) AS d, 'n'::name AS e, true AS f, '\\x00'::bytea AS g, "
    "now() AS h, now()::timestamp(3) AS i, '1 day'::interval AS j, '1 day'::interval(2) AS k, '{1}'::int[] AS l, NULL AS m, "
    "'1'::bit(4) AS n, '1'::varbit(9) AS o, 'x'::\"char\" AS p, 1::oid AS q, '{}'::json AS r, (1, 2) AS s, 1.5::numeric(1000, 500), "
    '1.5::numeric(3, -2) AS "with ""quotes""", \'10:00\'::time(1) AS "ünï", 1, \'x\''
)
for column in cur.description:
    show(column.name, tuple(column))
column = cur.description[2]
show("repr", column)
show("length", len(column))
show("by name", (column.name, column.type_code, column.display_size, column.internal_size, column.precision, column.scale, column.null_ok))
show("by index", (column[0], column[-1], column[1:3], column[:1]))
attempt("out of range", lambda: column[7])
attempt("by text", lambda: column["name"])
attempt("unknown", getattr, column, "nosuch")
show("equal", (column == tuple(column), column == cur.description[2], column == 5, column != tuple(column)))
show("unpacked", [*column])
show("is a tuple", isinstance(column, tuple))
attempt("set", setattr, column, "name", "x")
show("pickled", tuple(pickle.loads(pickle.dumps(column))))
show("types", [kind == column.type_code for kind in (psycopg2.STRING, psycopg2.NUMBER)])
cur.execute("CREATE TABLE t (id int, name text); SELECT name, id, id + 1 AS sum FROM t")
show("tables", [(column.name, bool(column.table_oid), column.table_column) for column in cur.description])
show("kept after fetching", (cur.fetchall(), len(cur.description)))
conn.close()
attempt("closed", lambda: len(cur.description))
