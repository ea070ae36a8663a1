"""executemany: rowcount, nothing to fetch, where it stops."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int PRIMARY KEY, name text)")
conn.commit()


def after():
    show("  attributes", (cur.rowcount, cur.statusmessage, cur.query, cur.description, cur.rownumber, state(conn)))
    attempt("  fetchone", cur.fetchone)


for what, query, parameters in (
    ("tuples", "INSERT INTO t VALUES (%s, %s)", [(1, "a"), (2, None)]),
    ("dicts", "INSERT INTO t VALUES (%(id)s, %(name)s)", [{"id": 3, "name": "c"}, {"id": 4, "name": "'", "more": 1}]),
    ("a generator", "INSERT INTO t (id) VALUES (%s)", ((n,) for n in (5, 6))),
    ("nothing", "INSERT INTO t VALUES (1)", []),
    ("updates", "UPDATE t SET name = 'x' WHERE id > %s", [(4,), (5,), (99,)]),
    ("selects", "SELECT %s", [(1,), (2,)]),
    ("returning", "DELETE FROM t WHERE id = %s RETURNING id", [(5,), (6,)]),
    ("DDL", "SET search_path = public", [(), ()]),
    ("a duplicate", "INSERT INTO t (id) VALUES (%s)", [(10,), (10,), (11,)]),
):
    attempt(what, cur.executemany, query, parameters)
    after()
    conn.commit()
for what, query, parameters in (
    ("not a sequence", "INSERT INTO t VALUES (%s)", 5),
    ("None", "INSERT INTO t VALUES (%s)", None),
    ("numbers", "INSERT INTO t (id) VALUES (%s)", [20, 21]),
    ("texts", "INSERT INTO t (id) VALUES (%s)", ["7"]),
    ("longer texts", "INSERT INTO t (id) VALUES (%s)", ["78"]),
    ("too few", "INSERT INTO t VALUES (%s, %s)", [(30, "a"), (31,)]),
    ("empty query", "", [()]),
    ("not a query", 5, [()]),
    ("a dict", "INSERT INTO t (id) VALUES (%s)", {"a": 1}),
):
    attempt(what, cur.executemany, query, parameters)
    show("  state", (cur.rowcount, state(conn)))
    conn.rollback()
attempt("by keywords", lambda: cur.executemany(vars_list=[(40,)], query="INSERT INTO t (id) VALUES (%s)"))
attempt("nothing", cur.executemany)
attempt("one", cur.executemany, "SELECT 1")
cur.close()
attempt("closed", cur.executemany, "SELECT 1", [()])
