"""with conn: commits or rolls back, does not close, and cannot be nested."""

import psycopg2
from observe import attempt, failure, show, state

conn = psycopg2.connect("")
with conn as entered:
    show("the same", entered is conn)
    show("entered", state(conn))
    with conn.cursor() as cur:
        cur.execute("CREATE TABLE t (id int)")
        show("executed", state(conn))
    show("cursor", cur.closed)
show("left", state(conn))
try:
    with conn:
        conn.cursor().execute("INSERT INTO t VALUES (1)")
        raise ZeroDivisionError("here")
except ZeroDivisionError as error:
    failure("raised", error)
show("left", state(conn))
cur = conn.cursor()
cur.execute("SELECT count(*) FROM t")
show("rows", cur.fetchone())
conn.rollback()
try:
    with conn, conn:
        pass
except psycopg2.Error as error:
    failure("nested", error)
show("state", state(conn))
cur.execute("SELECT 1")
attempt("entered in a transaction", conn.__enter__)
attempt("left by hand", conn.__exit__, None, None, None)
show("state", state(conn))
conn.autocommit = True
with conn:
    cur.execute("INSERT INTO t VALUES (2)")
    show("autocommit, inside", state(conn))
    attempt("autocommit cannot be set", setattr, conn, "autocommit", False)
show("autocommit, left", state(conn))
cur.execute("BEGIN")
attempt("entered after BEGIN by hand", conn.__enter__)
cur.execute("ROLLBACK")
try:
    with conn:
        conn.close()
except psycopg2.Error as error:
    failure("closed inside", error)
show("state", state(conn))
