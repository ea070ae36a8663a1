"""Domains come as what they are of, and refuse what they do not allow."""

import psycopg2
from observe import diagnostics, failure, show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute(
    "CREATE DOMAIN positive AS int CHECK (value > 0); CREATE DOMAIN code AS text NOT NULL CONSTRAINT three CHECK (length(value) = 3); "
    "CREATE DOMAIN pair AS int[] CHECK (array_length(value, 1) = 2); CREATE TABLE t (n positive, c code)"
)
conn.commit()
cur.execute("SELECT 5::positive, 'abc'::code, '{1,2}'::pair, NULL::positive, ARRAY[1, 2]::positive[]")
show("read", cur.fetchone())
show("oids are those of what they are of", [column.type_code for column in cur.description][:3])
for sql in (
    "SELECT (-1)::positive",
    "SELECT NULL::code",
    "SELECT 'ab'::code",
    "SELECT '{1}'::pair",
    "INSERT INTO t VALUES (0, 'abc')",
    "INSERT INTO t VALUES (1, NULL)",
):
    try:
        cur.execute(sql)
    except psycopg2.Error as error:
        failure(sql, error)
        diagnostics(error)
    conn.rollback()
