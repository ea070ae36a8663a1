"""What the cursors of extras are made of, and subclasses of them."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
attempt("DictCursorBase", extras.DictCursorBase, conn)
attempt("DictCursorBase with a factory", lambda: type(extras.DictCursorBase(conn, row_factory=extras.DictRow)).__name__)
cur = extras.DictCursorBase(conn, row_factory=extras.DictRow)
cur.execute("SELECT 1 AS a")
attempt("fetched", cur.fetchone)


class Row(extras.DictRow):
    def upper(self):
        return {name.upper(): value for name, value in self.items()}


class Cursor(extras.DictCursor):
    def __init__(self, *args, **kwargs):
        kwargs["row_factory"] = Row
        super().__init__(*args, **kwargs)
        self.row_factory = Row


cur = conn.cursor(cursor_factory=Cursor)
cur.execute("SELECT 1 AS a")
show("a row of mine", cur.fetchone().upper())


class Noting(extras.RealDictCursor):
    def execute(self, query, vars=None):
        print("execute", query)
        return super().execute(query, vars)

    def callproc(self, procname, vars=None):
        print("callproc", procname)
        return super().callproc(procname, vars)


cur = conn.cursor(cursor_factory=Noting)
cur.execute("SELECT 1 AS a")
show("rows", cur.fetchall())
show("callproc", cur.callproc("abs", (-1,)))
show("rows", cur.fetchall())
for factory in (extras.DictCursor, extras.RealDictCursor, extras.NamedTupleCursor):
    cur = conn.cursor(cursor_factory=factory)
    attempt("not executed", cur.fetchone)
    attempt("not executed", cur.fetchall)
    attempt("not executed", list, cur)
    cur.executemany("SELECT %s", [(1,)])
    attempt("after executemany", cur.fetchone)
    cur.execute("SELECT 1 AS a; SELECT 2 AS b")
    show("last of several", cur.fetchone())
    cur.close()
    attempt("closed", cur.fetchone)
    attempt("closed", list, cur)
