"""DictCursor: rows that are lists with names."""

import copy
import pickle

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor(cursor_factory=extras.DictCursor)
cur.execute("SELECT 1 AS a, 'x' AS b, NULL AS c UNION ALL SELECT 2, 'y', 3 ORDER BY a")
row = cur.fetchone()
show("type", f"{type(row).__module__}.{type(row).__name__}")
show("is a list", isinstance(row, list))
show("repr", (repr(row), str(row)))
show("index", (row[0], row["a"], row[-1], row[0:2], row["c"]))
for key in ("nosuch", 5, -4, None, 1.5):
    attempt(f"row[{key!r}]", lambda key=key: row[key])
show("get", (row.get("a"), row.get("c", 7), row.get("d"), row.get("d", 7)))
show("in", ("a" in row, "d" in row, 1 in row, "x" in row, None in row))
show("views", (list(row.keys()), list(row.values()), list(row.items()), type(row.keys()).__name__, type(row.items()).__name__))
show("iterated", (list(row), len(row), [*row]))
show("dict", (dict(row), row.copy(), type(row.copy()).__name__))
show("equal", (row == [1, "x", None], row == {"a": 1}, row != [1]))
row["a"] = 10
row[1] = "changed"
show("set", (row, row["b"]))
attempt("set unknown", row.__setitem__, "nosuch", 1)
attempt("set out of range", row.__setitem__, 7, 1)
show("pickled", (pickle.loads(pickle.dumps(row)), pickle.loads(pickle.dumps(row))["b"]))
show("copied", (copy.copy(row)["a"], copy.deepcopy(row)["a"], type(copy.copy(row)).__name__))
show("fetchall", [dict(row) for row in cur.fetchall()])
show("no more", (cur.fetchone(), cur.fetchmany(3), cur.fetchall()))
cur.execute('SELECT 1 AS a, 2 AS a, 3 AS "A", 4 AS "with space"')
row = cur.fetchone()
show("same names", (row, row["a"], row["A"], row["with space"], list(row.keys()), dict(row)))
cur.execute("SELECT")
show("no columns", cur.fetchall())
cur.execute("SELECT 1 AS x")
show("iterated", [row["x"] for row in cur])
show("index", dict(cur.index))
cur.execute("SELECT 7 AS y")
show("another query", cur.fetchmany(1)[0]["y"])
show("index", dict(cur.index))
cur.callproc("abs", (-5,))
show("callproc", cur.fetchone()["abs"])
cur.execute("SET search_path = public")
attempt("no rows", cur.fetchone)
conn = psycopg2.connect("", connection_factory=extras.DictConnection)
cur = conn.cursor()
show("DictConnection", (type(cur).__name__, type(conn.cursor("named")).__name__))
cur = psycopg2.connect("", cursor_factory=extras.DictCursor).cursor()
show("cursor_factory", type(cur).__name__)
