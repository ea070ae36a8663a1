"""LoggingConnection and MinTimeLoggingConnection: to files and loggers, filtered."""

import io
import logging

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("", connection_factory=extras.LoggingConnection)
attempt("not initialised", conn.cursor)
out = io.StringIO()
attempt("initialize", conn.initialize, out)
cur = conn.cursor()
show("cursor", type(cur).__name__)
cur.execute("SELECT %s", ("it's ünï",))
cur.callproc("abs", (-1,))
attempt("an error", cur.execute, "SELECT 1/0")
conn.rollback()
attempt("nothing sent", cur.execute, "SELECT %s", ())
cur.executemany("SELECT %s", [(1,), (2,)])
named = conn.cursor("c")
named.execute("SELECT 1")
named.fetchone()
named.close()
conn.commit()
show("log", out.getvalue().splitlines())


class Handler(logging.Handler):
    def emit(self, record):
        show("record", (record.name, record.levelname, record.msg, record.args))


logger = logging.getLogger("statements")
logger.setLevel(logging.DEBUG)
logger.propagate = False
logger.addHandler(Handler())
conn.initialize(logger)
cur.execute("SELECT %s", (5,))
cur.callproc("abs", (-1,))
show("rows", cur.fetchall())


class Filtering(extras.LoggingConnection):
    def filter(self, msg, curs):
        return None if b"secret" in msg else msg.upper()


conn = psycopg2.connect("", connection_factory=Filtering)
out = io.StringIO()
conn.initialize(out)
cur = conn.cursor()
cur.execute("SELECT 'secret'")
cur.execute("SELECT 'open'")
show("filtered", out.getvalue())
attempt("a file that is none", conn.initialize, 5)
attempt("  executed", cur.execute, "SELECT 1")
conn.close()
conn = psycopg2.connect("", connection_factory=extras.MinTimeLoggingConnection)
attempt("not initialised", conn.cursor)
out = io.StringIO()
conn.initialize(out, mintime=10000)
cur = conn.cursor()
show("cursor", type(cur).__name__)
cur.execute("SELECT 1")
show("quick ones are not logged", out.getvalue())
conn.initialize(out, mintime=-1)
cur.execute("SELECT 2")
cur.callproc("abs", (-1,))
lines = out.getvalue().splitlines()
show("logged", (lines[0], lines[1].split(":")[0], lines[2], len(lines)))
show("timestamp", type(cur.timestamp).__name__)
conn.initialize(out)
show("mintime", conn._mintime)
plain = conn.cursor(cursor_factory=psycopg2.extensions.cursor)
show("another factory", type(plain).__name__)
