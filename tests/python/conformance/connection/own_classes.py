"""Connections and cursors of the program's own: what they override is called, what they add stays."""

import psycopg2
import psycopg2.extras
from observe import attempt, show
from psycopg2 import extensions


class Cursor(extensions.cursor):
    def __init__(self, *args, **kwargs):
        self.ran = []
        super().__init__(*args, **kwargs)

    def execute(self, query, vars=None):
        self.ran.append(query)
        return super().execute(query, vars)

    def fetchone(self):
        row = super().fetchone()
        return row and ("mine", *row)

    def close(self):
        print("    close")
        super().close()

    def callproc(self, procname, parameters=None):
        print("    callproc", procname)
        return super().callproc(procname, parameters)


class Connection(extensions.connection):
    def __init__(self, dsn, **kwargs):
        print("    connecting", sorted(kwargs))
        self.made = 0
        super().__init__(dsn, **kwargs)

    def cursor(self, *args, **kwargs):
        self.made += 1
        kwargs.setdefault("cursor_factory", Cursor)
        return super().cursor(*args, **kwargs)

    def commit(self):
        print("    commit")
        super().commit()

    def rollback(self):
        print("    rollback")
        super().rollback()

    def close(self):
        print("    close connection")
        super().close()


conn = psycopg2.connect("", connection_factory=Connection)
with conn, conn.cursor() as cur:
    cur.execute("SELECT %s", (1,))
    show("one", cur.fetchone())
    show("none", cur.fetchone())
    cur.execute("SELECT generate_series(1, 2)")
    show("iterated", list(cur))
    cur.callproc("lower", ["X"])
    show("ran", cur.ran)
    cur.executemany("SELECT %s", [(1,), (2,)])
    show("ran", len(cur.ran))
    psycopg2.extras.execute_batch(cur, "SELECT %s", [(1,), (2,)], page_size=1)
    show("ran", cur.ran[-2:])
try:
    with conn:
        raise KeyError("x")
except KeyError as error:
    show("error", error)
show("made", conn.made)
conn.some = 5
show("attributes", (conn.some, sorted(vars(conn)), sorted(vars(cur))))
named = conn.cursor("named")
named.execute("SELECT 1")
show("named", (named.fetchone(), named.name, type(named).__name__))
named.close()
conn.cursor_factory = psycopg2.extras.RealDictCursor
plain = extensions.connection.cursor(conn)
plain.execute("SELECT 1 AS a")
show("of the attribute", plain.fetchone())
conn.close()


class Lazy(extensions.connection):
    def __init__(self, dsn, *args, **kwargs):
        self.dsn_given = dsn


lazy = psycopg2.connect("", connection_factory=Lazy)
attempt("not initialised", lazy.cursor)
attempt("closed", lambda: lazy.closed)
attempt("close", lazy.close)


class NoSuper(extensions.cursor):
    def __init__(self, *args, **kwargs):
        pass


conn = psycopg2.connect("")
raw = conn.cursor(cursor_factory=NoSuper)
attempt("execute", raw.execute, "SELECT 1")
attempt("fetchone", raw.fetchone)
attempt("closed", lambda: raw.closed)
attempt("connection", lambda: raw.connection)
attempt("close", raw.close)
attempt("repr", lambda: type(repr(raw)).__name__)
attempt("a factory that is none", conn.cursor, cursor_factory=dict)
attempt("a function", conn.cursor, cursor_factory=lambda c, name=None: Cursor(c, name))
attempt("a partial", psycopg2.connect, "", connection_factory=lambda dsn, **kw: 5)
attempt("no callable", conn.cursor, cursor_factory=5)
attempt("no callable", psycopg2.connect, "", connection_factory=5)
attempt("a connection for a cursor", conn.cursor, cursor_factory=extensions.connection)
attempt("a cursor for a connection", psycopg2.connect, "", connection_factory=extensions.cursor)


class Busy(extensions.connection):
    def cursor(self, *args, **kwargs):
        raise LookupError("not for the driver's own use")


attempt("recover", psycopg2.connect("", connection_factory=Busy).tpc_recover)
