"""connection_factory and cursor_factory: classes, functions, and what they must make."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions


class Connection(extensions.connection):
    def __init__(self, dsn, *args, **kwargs):
        print("made with", (dsn, args, kwargs))
        super().__init__(dsn, *args, **kwargs)

    def hello(self):
        return "hello"


class Cursor(extensions.cursor):
    pass


conn = psycopg2.connect("dbname=lab", connection_factory=Connection)
show("type", type(conn).__name__)
show("own method", conn.hello())
conn.close()
psycopg2.connect("dbname=lab", Connection, async_=1)
psycopg2.connect("dbname=lab", Connection, **{"async": 1})
conn = psycopg2.connect("", cursor_factory=Cursor)
show("cursor_factory", conn.cursor_factory.__name__)
show("cursor", type(conn.cursor()).__name__)
show("another", type(conn.cursor(cursor_factory=extensions.cursor)).__name__)
conn.cursor_factory = None
show("none any more", type(conn.cursor()).__name__)
conn.cursor_factory = lambda conn, name=None: Cursor(conn, name)
show("by a function", type(conn.cursor()).__name__)
conn.cursor_factory = 5
attempt("a number", conn.cursor)
conn.cursor_factory = dict
attempt("not a cursor", conn.cursor)
conn.cursor_factory = lambda conn, name: 5
attempt("nor this", conn.cursor)
attempt("keyword", conn.cursor, cursor_factory=lambda *args: args[1:])
show("a function that connects", psycopg2.connect("", connection_factory=lambda dsn: dsn))
show("and given async", psycopg2.connect("dbname=lab", connection_factory=lambda dsn, async_: (dsn, async_), async_=True))
attempt("deleted", delattr, conn, "cursor_factory")
