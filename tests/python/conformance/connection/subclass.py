"""A subclass may have attributes of its own, and override what is called."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions


class Connection(extensions.connection):
    kind = "mine"

    def cursor(self, *args, **kwargs):
        kwargs.setdefault("cursor_factory", Cursor)
        return super().cursor(*args, **kwargs)

    def commit(self):
        print("commit")
        super().commit()


class Cursor(extensions.cursor):
    def execute(self, query, vars=None):
        print("execute", query, vars)
        return super().execute(query, vars)

    def fetchone(self):
        return ("row", super().fetchone())


conn = psycopg2.connect("", connection_factory=Connection)
conn.other = 5
show("attributes", (conn.kind, conn.other))
cur = conn.cursor()
cur.note = "n"
attempt("execute", cur.execute, "SELECT %s", (1,))
attempt("fetchone", cur.fetchone)
attempt("executemany does not call execute", cur.executemany, "SELECT %s", [(1,)])
attempt("nor does callproc", cur.callproc, "abs", (-1,))
attempt("iterating does not call fetchone", list, cur)
with conn:
    attempt("with calls commit?", cur.execute, "SELECT 1")
attempt("unknown", getattr, conn, "nosuch")
attempt("unknown of a cursor", getattr, cur, "nosuch")
attempt("read-only", setattr, conn, "closed", 1)
attempt("read-only of a cursor", setattr, cur, "rowcount", 1)
attempt("computed", setattr, cur, "closed", 1)
show("repr", (repr(conn), repr(cur)))
show("own attributes", (vars(conn), vars(cur)))
