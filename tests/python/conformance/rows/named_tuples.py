"""NamedTupleCursor: rows with attributes, whatever the columns are called."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor(cursor_factory=extras.NamedTupleCursor)
cur.execute("SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL ORDER BY a")
row = cur.fetchone()
show("type", (type(row).__name__, type(row).__mro__[1].__name__, type(row)._fields))
show("row", row)
show("attributes", (row.a, row.b, row[0], row[-1], tuple(row), row._asdict(), row._replace(a=5)))
attempt("unknown", getattr, row, "nosuch")
attempt("set", setattr, row, "a", 5)
show("equal", (row == (1, "x"), hash(row) == hash((1, "x"))))
a, b = row
show("the same type", type(cur.fetchone()) is type(row))
for names in (
    ("a b", "c-d", "1st", "_private", "__dunder", "class", "def"),
    ("?column?", "?column?"),
    ("a", "a"),
    ("ünï", "日本", "a.b", "€", ""),
    ("_", "f_x", "None", "print", "self"),
    ("count", "index", "_fields", "_make"),
    ("A", "a"),
    ('with"quote', "new\nline"),
):
    columns = ", ".join(f"{i} AS " + '"' + name.replace('"', '""') + '"' for i, name in enumerate(names)) if "" not in names else "1"
    cur.execute(f"SELECT {columns}")
    attempt(f"{names}", cur.fetchone)
cur.execute("SELECT 1, 2, 'x', now() IS NULL, count(*), 1 + 1")
attempt("unnamed", cur.fetchone)
cur.execute("SELECT")
attempt("no columns", cur.fetchall)
cur.execute("SELECT generate_series(1, 3) AS n")
show("iterated", [row.n for row in cur])
cur.execute("SELECT generate_series(1, 3) AS n")
show("fetchmany", (cur.fetchmany(2), cur.fetchall(), cur.fetchone()))
attempt("Record", lambda: cur.Record._fields)
cur.execute("SET search_path = public")
attempt("no rows", cur.fetchone)
show("Record", cur.Record)
cur.execute("SELECT 1 AS first")
one = cur.fetchone()
cur.execute("SELECT 1 AS second")
two = cur.fetchone()
show("another query, another type", (one, two))
show("from", (type(two).__module__, type(two).__qualname__))
conn = psycopg2.connect("", connection_factory=extras.NamedTupleConnection)
show("NamedTupleConnection", (type(conn.cursor()).__name__, type(conn.cursor("named")).__name__))


class Small(extras.NamedTupleCursor):
    MAX_CACHE = 10


show("subclass", psycopg2.connect("").cursor(cursor_factory=Small).MAX_CACHE)
