"""execute_values: templates, pages, fetching, and the queries it refuses."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras, sql

conn = psycopg2.connect("")
conn.autocommit = True


class Noting(psycopg2.extensions.cursor):
    def execute(self, query, vars=None):
        print("    execute", query, vars)
        return super().execute(query, vars)


cur = conn.cursor(cursor_factory=Noting)
cur.execute("CREATE TABLE t (id int, name text, n int DEFAULT 7)")
INSERT = "INSERT INTO t (id, name) VALUES %s"


def run(what, *args, **kwargs):
    attempt(what, extras.execute_values, cur, *args, **kwargs)
    show("  attributes", (cur.rowcount, cur.statusmessage))


run("tuples", INSERT, [(1, "a"), (2, "it's"), (3, None)])
run("pages", INSERT, [(n, "x") for n in range(5)], page_size=2)
run("a generator", INSERT, ((n, "y") for n in range(3)), page_size=2)
run("nothing", INSERT, [])
run("template", "INSERT INTO t VALUES %s", [(1, "a"), (2, "b")], template="(%s, upper(%s), 5)")
run("dicts", "INSERT INTO t VALUES %s", [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}], template="(%(id)s, %(name)s, 5)")
run("dicts without a template", INSERT, [{"id": 1, "name": "a"}])
run("fetch", INSERT + " RETURNING id, name", [(n, "z") for n in range(5)], page_size=2, fetch=True)
run("fetch of nothing", INSERT, [], fetch=True)
run("fetch without rows", INSERT, [(1, "q")], fetch=True)
run("around the values", "SELECT * FROM (VALUES %s) AS v (a, b) WHERE a > 1", [(1, "x"), (2, "y")], fetch=True)
run("percent signs", "SELECT '100%%', * FROM (VALUES %s) AS v (a)", [(1,)], fetch=True)
run("bytes", INSERT.encode(), [(1, "a")])
run("composed", sql.SQL("INSERT INTO {} (id, name) VALUES %s").format(sql.Identifier("t")), [(1, "a")])
run("rows of different lengths", INSERT, [(1, "a"), (2,)])
run("lists", INSERT, [[1, "a"]])
run("single values", "INSERT INTO t (id) VALUES %s", [(1,), (2,)])
run("numbers", "INSERT INTO t (id) VALUES %s", [1, 2])
run("texts", INSERT, ["ab", "cd"])
run("no placeholder", "INSERT INTO t VALUES (1)", [(1,)])
run("two placeholders", "INSERT INTO t VALUES %s, %s", [(1,)])
run("a named one", "INSERT INTO t VALUES %(x)s", [(1,)])
run("another one", "INSERT INTO t VALUES %d", [(1,)])
run("a single percent", "INSERT INTO t VALUES %s %", [(1,)])
run("not adaptable", INSERT, [(1, object)])
run("an error of the server", INSERT, [(1, "a"), ("x", "b")])
run("not a sequence", INSERT, 5)
run("page of 0", INSERT, [(1, "a")], page_size=0)
run("template with too much", INSERT, [(1, "a")], template="(%s, %s, %s)")
attempt("nothing", extras.execute_values)
attempt("closed", extras.execute_values, type("C", (), {})(), INSERT, [(1, 2)])
cur.execute("SELECT count(*) FROM t")
show("rows", cur.fetchone())
