"""execute_batch: statements joined in pages."""

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
cur.execute("CREATE TABLE t (id int, name text)")
INSERT = "INSERT INTO t VALUES (%s, %s)"


def run(what, *args, **kwargs):
    attempt(what, extras.execute_batch, cur, *args, **kwargs)
    show("  attributes", (cur.rowcount, cur.statusmessage))


run("tuples", INSERT, [(1, "a"), (2, "it's"), (3, None)])
run("pages", INSERT, [(n, "x") for n in range(5)], page_size=2)
run("dicts", "INSERT INTO t VALUES (%(id)s, %(name)s)", [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
run("a generator", INSERT, ((n, "x") for n in range(3)))
run("nothing", INSERT, [])
run("selects", "SELECT %s", [(1,), (2,)])
show("  rows", cur.fetchall())
run("bytes", INSERT.encode(), [(1, "a")])
run("composed", sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(sql.Identifier("t")), [(1, "a")])
run("no parameters", "UPDATE t SET id = 0", [(), ()])
run("None", "UPDATE t SET id = 0", [None])
run("too few", INSERT, [(1,)])
run("an error of the server", INSERT, [(1, "a"), ("x", "b"), (3, "c")])
run("not a sequence", INSERT, 5)
run("page of 0", INSERT, [(1, "a")], page_size=0)
cur.execute("SELECT count(*) FROM t")
show("rows", cur.fetchone())
