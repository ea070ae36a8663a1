"""Green mode: the callback is called for each wait, and everything works as without."""

import io

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions
from psycopg2.extras import wait_select

calls = []


def wait(conn):
    calls.append(type(conn).__name__)
    wait_select(conn)


show("none", extensions.get_wait_callback())
extensions.set_wait_callback(wait)
show("set", extensions.get_wait_callback() is wait)
conn = psycopg2.connect("")
show("connected", (state(conn), calls))
cur = conn.cursor()
calls.clear()
cur.execute("SELECT %s, pg_sleep(0.01)", (5,))
show("executed", (cur.fetchone()[0], state(conn), calls, conn.isexecuting()))
calls.clear()
attempt("error", cur.execute, "SELECT 1/0")
show("state", (state(conn), calls))
calls.clear()
conn.rollback()
show("rollback", (state(conn), calls))
cur.executemany("SELECT %s", [(1,), (2,)])
conn.commit()
named = conn.cursor("c")
named.execute("SELECT generate_series(1, 3)")
show("named", (named.fetchone(), list(named)))
named.close()
conn.commit()
conn.set_session(readonly=True)
conn.autocommit = True
conn.autocommit = False
attempt("reset", conn.reset)
for what, call in (
    ("lobject", conn.lobject),
    ("copy_expert", lambda: cur.copy_expert("COPY (SELECT 1) TO STDOUT", io.StringIO())),
    ("copy_to", lambda: cur.copy_to(io.StringIO(), "pg_am")),
    ("copy_from", lambda: cur.copy_from(io.StringIO(), "pg_am")),
):
    attempt(what, call)
conn.rollback()
attempt("COPY by execute", cur.execute, "COPY (SELECT 1) TO STDOUT")
extensions.set_wait_callback(None)
show("unset", extensions.get_wait_callback())
for value in (5, "x"):
    attempt(f"set to {value!r}", extensions.set_wait_callback, value)
    attempt("  connect", psycopg2.connect, "")
extensions.set_wait_callback(None)
attempt("get of one", extensions.get_wait_callback, 1)
attempt("set of nothing", extensions.set_wait_callback)
