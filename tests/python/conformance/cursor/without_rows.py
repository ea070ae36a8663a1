"""Statements with no rows, no columns, or NULLs only."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (a int, b text); CREATE TABLE empty ()")
for sql in (
    "SELECT * FROM t",
    "SELECT * FROM empty",
    "SELECT FROM t",
    "SELECT NULL",
    "SELECT NULL, NULL::int, NULL::text[], NULL::date, NULL::bool, NULL::numeric, NULL::bytea, NULL::json, NULL::int4range",
    "INSERT INTO empty DEFAULT VALUES",
    "SELECT * FROM empty",
    "INSERT INTO t DEFAULT VALUES RETURNING *",
    "UPDATE t SET a = 1 WHERE false RETURNING a",
    "DELETE FROM t WHERE false",
    "VALUES (NULL)",
):
    cur.execute(sql)
    show(sql, (cur.rowcount, cur.statusmessage, cur.description and [column.name for column in cur.description]))
    attempt("  fetchone", cur.fetchone)
    attempt("  fetchmany", cur.fetchmany, 2)
    attempt("  fetchall", cur.fetchall)
    attempt("  iterated", list, cur)
