"""A wait callback that fails, or does nothing, leaves a connection that is of no use."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions
from psycopg2.extras import wait_select


def failing(conn):
    raise RuntimeError("no waiting")


def interrupted(conn):
    raise KeyboardInterrupt


conn = psycopg2.connect("")
cur = conn.cursor()
extensions.set_wait_callback(failing)
attempt("execute", cur.execute, "SELECT 1")
show("state", state(conn))
attempt("execute", cur.execute, "SELECT 1")
attempt("rollback", conn.rollback)
attempt("close", conn.close)
attempt("connect", psycopg2.connect, "")
extensions.set_wait_callback(None)
conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1")
extensions.set_wait_callback(interrupted)
attempt("interrupted", cur.execute, "SELECT 1")
show("state", state(conn))
extensions.set_wait_callback(wait_select)
conn = psycopg2.connect("")
cur = conn.cursor()


def nested(waiting):
    attempt("nested", conn.cursor().execute, "SELECT 2")
    wait_select(waiting)


extensions.set_wait_callback(wait_select)
cur.execute("SELECT 0")
extensions.set_wait_callback(nested)
attempt("outer", cur.execute, "SELECT 1")
show("row", cur.fetchone())
show("state", state(conn))
