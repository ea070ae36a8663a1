"""Errors of every kind that a server reports, and all of their fields."""

import psycopg2
from observe import diagnostics, failure, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute(
    "CREATE TABLE parent (id int PRIMARY KEY); "
    "CREATE TABLE child (id int PRIMARY KEY, email text NOT NULL UNIQUE, age int CONSTRAINT age_ok CHECK (age > 0), "
    "parent int REFERENCES parent, span int4range, EXCLUDE USING gist (span WITH &&)); "
    "CREATE DOMAIN positive AS int CONSTRAINT is_positive CHECK (value > 0); CREATE TYPE colour AS ENUM ('red', 'blue'); "
    "INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 'a@x', 5, 1, '[1,5)'); "
    "CREATE FUNCTION f(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1 / $1; END $$; "
    "CREATE FUNCTION g(text) RETURNS int LANGUAGE sql AS $$ SELECT $1::int $$"
)
conn.commit()
for sql in (
    "INSERT INTO child VALUES (2, NULL)",
    "INSERT INTO child VALUES (2, 'a@x')",
    "INSERT INTO child VALUES (2, 'b@x', -1)",
    "INSERT INTO child VALUES (2, 'b@x', 1, 99)",
    "INSERT INTO child VALUES (2, 'b@x', 1, 1, '[2,3)')",
    "DELETE FROM parent",
    "SELECT (-1)::positive",
    "SELECT 'green'::colour",
    "SELECT * FROM nosuch",
    "SELECT nosuch FROM child",
    "SELECT emial FROM child",
    "SELECT child.nosuch FROM child",
    "SELECT nosuch(1)",
    "SELECT 1 + 'x'::text",
    "SELECT 'abc'::int",
    "SELECT 1/0",
    "SELECT f(0)",
    "SELECT g('x')",
    "SELEC 1",
    "SELECT",
    "SELECT (1",
    "SELECT 'unterminated",
    'SELECT "unterminated',
    "SELECT $1",
    "SELECT 1\nFROM nosuch\nWHERE true",
    "SELECT '" + "x" * 200 + "', nosuch",
    "SELECT 'ünï', nosuch",
    "CREATE TABLE child (id int)",
    "INSERT INTO child (id, id) VALUES (1, 2)",
    "INSERT INTO child VALUES (1, 'a', 1, 1, NULL, 6)",
    "SELECT array[1, 2]::int[3][",
    "SELECT 99999999999::int4",
    "SELECT '2024-02-30'::date",
    "SELECT 'x'::interval",
    "SELECT '{1,2'::int[]",
    "SELECT '{'::json",
    "SELECT 'x'::uuid",
    "SELECT 'a' COLLATE \"nosuch\"",
    "SELECT ln(-1)",
    "SELECT sum(sum(1))",
    "SELECT id FROM child GROUP BY email",
    "SELECT 1 UNION SELECT 'x'::text",
    "SELECT (SELECT generate_series(1, 2))",
    "SELECT * FROM pg_authid",
    "SET nosuch = 1",
    "SET statement_timeout = 'abc'",
    "SET statement_timeout = -1",
    "COMMIT PREPARED 'nosuch'",
    "CREATE DATABASE x",
    "LOCK TABLE nosuch",
    "FETCH FROM nosuch",
    "EXECUTE nosuch",
    "COPY child FROM '/etc/passwd'",
    "DROP TABLE parent",
    "DO $$ BEGIN RAISE EXCEPTION 'boom %', 42 USING DETAIL = 'the detail', HINT = 'the hint', ERRCODE = 'P0001'; END $$",
    "DO $$ BEGIN RAISE EXCEPTION 'x' USING COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 'd', TABLE = 't', SCHEMA = 's'; END $$",
    "DO $$ BEGIN RAISE SQLSTATE 'ZZ001'; END $$",
    "DO $$ BEGIN RAISE SQLSTATE 'XX123'; END $$",
    "DO $$ BEGIN RAISE division_by_zero; END $$",
    "DO $$ BEGIN ASSERT false, 'asserted'; END $$",
    "DO $$ BEGIN EXECUTE 'SELEC'; END $$",
    "DO $$ BEGIN PERFORM f(0); EXCEPTION WHEN division_by_zero THEN RAISE NOTICE 'caught'; RAISE; END $$",
):
    try:
        cur.execute(sql)
    except psycopg2.Error as error:
        failure(sql[:60], error)
        diagnostics(error)
    else:
        print(f"{sql}: no error")
    conn.rollback()
print(state(conn), conn.notices)
