"""Exceptions that pass through blocks of connections and cursors, one within the other."""

import contextlib

import psycopg2
from observe import attempt, diagnostics, show, state
from psycopg2 import errors

conn = psycopg2.connect("")
with conn, conn.cursor() as cur:
    cur.execute("CREATE TABLE t (id int PRIMARY KEY, n int CHECK (n < 10))")
for what, action in (
    ("fine", lambda cur: cur.execute("INSERT INTO t VALUES (1, 1)")),
    ("of the server", lambda cur: cur.execute("INSERT INTO t VALUES (1, 1)")),
    ("of the program", lambda cur: {}["key"]),
    ("caught inside", lambda cur: attempt("inside", cur.execute, "SELECT 1 / 0")),
    ("cursor closed inside", lambda cur: cur.close()),
    ("committed inside", lambda cur: (cur.execute("INSERT INTO t VALUES (2, 2)"), conn.commit(), cur.execute("SELECT 1 / 0"))),
):
    try:
        with conn, conn.cursor() as cur:
            action(cur)
    except (psycopg2.Error, KeyError) as error:
        show(what, (type(error).__name__, type(error.__context__).__name__, error.__cause__))
    show("  after", (state(conn), cur.closed))
with conn.cursor() as cur:
    cur.execute("SELECT id FROM t ORDER BY 1")
    show("kept", cur.fetchall())
try:
    with conn, conn:
        pass
except psycopg2.ProgrammingError as error:
    show("nested", str(error))
conn.rollback()
with contextlib.suppress(errors.CheckViolation), conn, conn.cursor() as cur:
    cur.execute("INSERT INTO t VALUES (3, 30)")
show("suppressed", state(conn))
try:
    try:
        conn.cursor().execute("INSERT INTO t VALUES (4, 40)")
    except errors.CheckViolation as error:
        raise RuntimeError("saving failed") from error
except RuntimeError as error:
    show("chained", (type(error.__cause__).__name__, error.__cause__.pgcode, error.__cause__.cursor is not None))
    diagnostics(error.__cause__)
conn.rollback()
try:
    with contextlib.closing(psycopg2.connect("")) as other, other, other.cursor() as cur:
        cur.execute("INSERT INTO t VALUES (5, 5)")
        other.close()
except psycopg2.InterfaceError as error:
    show("closed inside", str(error))
show("closed", (other.closed, cur.closed))


def rows():
    with conn, conn.cursor() as cur:
        cur.execute("SELECT generate_series(1, 3)")
        yield from cur


taken = rows()
show("a generator", (next(taken), state(conn)))
taken.close()
show("left early", state(conn))
cur = conn.cursor()
try:
    with cur:
        cur.execute("SELECT 1 / 0")
except psycopg2.DataError as error:
    show("the error's cursor", (error.cursor is cur, error.cursor.closed, error.diag.sqlstate))
conn.rollback()
