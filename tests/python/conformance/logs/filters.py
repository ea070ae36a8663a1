"""Connections that log what they run: to files, to loggers, filtered."""

import io
import logging

import psycopg2
from observe import attempt, show
from psycopg2 import extras

stream = io.StringIO()
conn = psycopg2.connect("", connection_factory=extras.LoggingConnection)
attempt("before initialize", conn.cursor)
conn.initialize(stream)
cur = conn.cursor()
cur.execute("SELECT %s", ("é",))
cur.executemany("SELECT %s", [(1,), (2,)])
cur.callproc("lower", ("X",))
attempt("an error", cur.execute, "SELECT nosuch")
conn.rollback()
attempt("not merged", cur.execute, "SELECT %s", ())
show("written", stream.getvalue().splitlines())
show("types", (type(cur).__name__, type(conn.cursor("n")).__name__))
attempt("another factory", lambda: type(conn.cursor(cursor_factory=extras.DictCursor)).__name__)
cur = conn.cursor()
with conn:
    cur.execute(b"SELECT 1")
stream.truncate(0)
stream.seek(0)
named = conn.cursor("named")
named.execute("SELECT 1")
named.fetchall()
show("named", stream.getvalue().splitlines())


class Handler(logging.Handler):
    def emit(self, record):
        show("record", (record.name, record.levelname, record.msg, record.getMessage()))


log = logging.getLogger("sql")
log.propagate = False
log.setLevel(logging.DEBUG)
log.addHandler(Handler())
conn.initialize(log)
conn.rollback()
cur = conn.cursor()
cur.execute("SELECT '%%s', %s", (1,))
cur.execute("SELECT '%s'")


class Filtering(extras.LoggingConnection):
    def filter(self, msg, curs):
        return None if b"secret" in msg else f"{msg.decode()} of {type(curs).__name__}"


conn = Filtering("")
conn.initialize(log)
conn.cursor().execute("SELECT 'open'")
conn.cursor().execute("SELECT 'secret'")


class Timed(extras.MinTimeLoggingConnection):
    def filter(self, msg, curs):
        said = super().filter(msg, curs)
        return said and said.splitlines()[0]


timed = Timed("")
timed.initialize(log, mintime=-1)
attempt("timed", timed.cursor().execute, "SELECT 1")
timed.initialize(log, mintime=100000)
attempt("too quick", timed.cursor().execute, "SELECT 1")
show("cursor", type(timed.cursor()).__name__)
plain = psycopg2.connect("", connection_factory=extras.MinTimeLoggingConnection)
attempt("before initialize", plain.cursor)
