"""Connections and cursors whose own __init__ was not run, or failed."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions


class Lazy(extensions.connection):
    def __init__(self, dsn):
        pass


class LazyCursor(extensions.cursor):
    def __init__(self, conn, name=None):
        pass


conn = psycopg2.connect("", connection_factory=Lazy)
show("closed", conn.closed)
show("status", conn.status)
attempt("cursor", conn.cursor)
attempt("commit", conn.commit)
attempt("close", conn.close)
show("autocommit", conn.autocommit)
show("encoding", conn.encoding)
show("dsn", conn.dsn)
show("characteristics", (conn.isolation_level, conn.readonly, conn.deferrable))
show("notices", conn.notices)
conn = psycopg2.connect("")
cur = conn.cursor(cursor_factory=LazyCursor)
show("closed", cur.closed)
attempt("execute", cur.execute, "SELECT 1")
attempt("fetchone", cur.fetchone)
attempt("mogrify", cur.mogrify, "SELECT 1")
attempt("close", cur.close)
show("connection", cur.connection)
show("rowcount", cur.rowcount)
show("description", cur.description)
show("repr", repr(cur))
attempt("a failed one", extensions.connection, "dbname=nosuch")
attempt("nothing given", extensions.connection)
attempt("cursor of nothing", extensions.cursor)
attempt("cursor of None", extensions.cursor, None)
attempt("cursor by hand", lambda: extensions.cursor(conn).closed)
attempt("cursor with a number for a name", extensions.cursor, conn, 5)
