"""A large object that is freed is closed on the server; if that fails, nobody can be told but the user."""

import io
import sys

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions

admin = psycopg2.connect("")
admin.autocommit = True


def opened():
    conn = psycopg2.connect("")
    return conn, [conn.lobject(0, "rwb")]


def free(what, conn, held):
    real, sys.stderr = sys.stderr, io.StringIO()
    try:
        held.clear()
        show(what, sys.stderr.getvalue())
    finally:
        sys.stderr = real
    show("    state", (state(conn), conn.info.error_message if conn.closed != 2 else None))


def terminate(conn):
    admin.cursor().execute("SELECT pg_terminate_backend(%s, 2000)", (conn.info.backend_pid,))


def fail(conn, sql):
    try:
        conn.cursor().execute(sql)
    except psycopg2.Error:
        pass


conn, held = opened()
oid = held[0].oid
free("open", conn, held)
for _ in range(3):
    conn.lobject(oid, "r").read()
kept = conn.lobject(oid)
cur = conn.cursor()
cur.execute("SELECT lo_tell(0)")
show("the first descriptor is used again", cur.fetchone())
attempt("and no other", cur.execute, "SELECT lo_tell(1)")
conn.rollback()
conn, held = opened()
held[0].close()
free("closed", conn, held)
conn, held = opened()
conn.commit()
free("committed", conn, held)
conn, held = opened()
conn.close()
free("connection closed", conn, held)
conn, held = opened()
fail(conn, "SELECT 1/0")
free("failed", conn, held)
conn, held = opened()
terminate(conn)
free("lost", conn, held)
conn, held = opened()
terminate(conn)
fail(conn, "SELECT 1")
free("known to be lost", conn, held)
conn, held = opened()
fail(conn, "SELECT 1/0")
sys.excepthook = lambda cls, error, traceback: show("hook", (cls.__name__, str(error), traceback))
free("told to a hook", conn, held)
sys.excepthook = sys.__excepthook__
lo = extensions.lobject.__new__(extensions.lobject)
show("of no connection", (lo.oid, lo.mode, lo.closed, repr(lo).split("; ")[1]))
attempt("read", lo.read)
attempt("write", lo.write, "x")
attempt("close", lo.close)
del lo
