"""What can and cannot be declared as a cursor."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
for query, variables in (
    ("VALUES (1), (2)", None),
    ("TABLE pg_am LIMIT 1", None),
    ("WITH x AS (SELECT 1 AS a) SELECT * FROM x", None),
    ("SELECT %(a)s::text", {"a": "it's"}),
    ("SELECT '100%'", None),
    ("SELECT 1; SELECT 2", None),
    ("INSERT INTO t VALUES (1)", None),
    ("CREATE TABLE t (id int)", None),
    ("SELECT 1/0", None),
    ("SELEC", None),
    ("", None),
    ("SELECT %s", ()),
    ("SELECT 1 FOR UPDATE", None),
    (b"SELECT 'bytes'", None),
):
    cur = conn.cursor("c")
    attempt(repr(query), cur.execute, query, variables)
    show("  query", cur.query)
    attempt("  fetchall", cur.fetchall)
    conn.rollback()
