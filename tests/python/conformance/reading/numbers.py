"""Numbers from the server: types, limits, what is not a number."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for expression in (
    "1::int2",
    "(-32768)::int2",
    "2147483647::int4",
    "(-9223372036854775808)::int8",
    "4294967295::oid",
    "0::int4",
    "1.5::float4",
    "1e38::float4",
    "'NaN'::float4",
    "0.1::float8",
    "1e308::float8",
    "'-Infinity'::float8",
    "'-0'::float8",
    "1e-320::float8",
    *("1::numeric", "1.50::numeric", "1.50::numeric(10, 3)", "1e100::numeric", "1e-20::numeric", "'NaN'::numeric", "'Infinity'::numeric"),
    "'-Infinity'::numeric",
    "0.000::numeric",
    "-0.5::numeric",
    "'1.5'::money",
    "1 / 3.0",
    "2 ^ 0.5",
    "sum(1)",
    "avg(2)",
    "count(*)",
    "true",
    "false",
    "NULL::bool",
    "NULL::int",
    "NULL::numeric",
    "1::bit(3)",
    "B'101'",
    "B'1'::varbit",
    "'5'::xid",
    "'7'::\"char\"",
    *("pg_typeof(1)", "1::regclass", "'int4'::regtype", "'(1,2)'::tid", "'0/16B3748'::pg_lsn", "'10:20:10,14'::pg_snapshot"),
):
    cur.execute(f"SELECT {expression}")
    attempt(expression, cur.fetchone)
