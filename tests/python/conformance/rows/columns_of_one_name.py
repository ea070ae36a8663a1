"""Columns that share a name, in every kind of row."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
for factory in (None, extras.DictCursor, extras.RealDictCursor, extras.NamedTupleCursor):
    cur = conn.cursor(cursor_factory=factory)
    show("cursor", type(cur).__name__)
    for sql in (
        "SELECT 1 AS a, 2 AS a",
        "SELECT 1 AS a, 2 AS b, 3 AS a",
        "SELECT * FROM (VALUES (1, 2)) x(a, b) JOIN (VALUES (1, 3)) y(a, c) ON x.a = y.a",
        "SELECT 1",
        "SELECT 'x'::text, 'y'::text, now() IS NULL",
        "SELECT count(*), count(*)",
    ):
        cur.execute(sql)
        row = attempt(sql, cur.fetchone)
        show("  columns", [column.name for column in cur.description])
        if isinstance(row, extras.DictRow):
            show("  by name", {name: row[name] for name in list(row.keys())})
