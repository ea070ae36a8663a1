"""RealDictCursor: rows that are dictionaries."""

import copy
import json
import pickle

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor(cursor_factory=extras.RealDictCursor)
cur.execute("SELECT 1 AS a, 'x' AS b, NULL AS c UNION ALL SELECT 2, 'y', 3 ORDER BY a")
row = cur.fetchone()
show("type", f"{type(row).__module__}.{type(row).__name__}")
show("bases", [base.__name__ for base in type(row).__mro__])
show("repr", repr(row) == str(row))
show("items", (row["a"], row["c"], row.get("d"), row.get("d", 7), "a" in row, 1 in row, len(row)))
for key in ("nosuch", 0, None):
    attempt(f"row[{key!r}]", lambda key=key: row[key])
show("views", (list(row.keys()), list(row.values()), list(row.items())))
show("iterated", (list(row), [*row], {**row}))
show("equal", (row == {"a": 1, "b": "x", "c": None}, row == [1]))
show("json", json.dumps(row))
row["new"] = 5
del row["b"]
show("changed", (row, row.pop("a"), row))
show("copied", (copy.copy(row), row.copy(), type(row.copy()).__name__))
show("pickled", pickle.loads(pickle.dumps(row)))
row.update(c=9)
show("updated", row)
show("fetchmany", cur.fetchmany(5))
cur.execute("SELECT 1 AS a, 2 AS a, 3 AS b")
show("same names", cur.fetchone())
cur.execute("SELECT 1 AS b, 2 AS c, 3 AS b, 4 AS d")
row = cur.fetchone()
show("same names", (row, list(row.items())))
cur.execute("SELECT")
show("no columns", cur.fetchall())
cur.execute("SELECT generate_series(1, 2) AS n")
show("iterated", list(cur))
show("column_mapping", cur.column_mapping)
cur.execute("SET search_path = public")
attempt("no rows", cur.fetchall)
conn = psycopg2.connect("", connection_factory=extras.RealDictConnection)
show("RealDictConnection", (type(conn.cursor()).__name__, type(conn.cursor("named")).__name__))
attempt("a row by hand", lambda: extras.RealDictRow(a=1))
attempt("a row of nothing", extras.RealDictRow)
attempt("a row of pairs", lambda: extras.RealDictRow([("a", 1)]))
