"""Statements that are executed by the file that COPY reads or writes: what becomes of the COPY and of the connection."""

import io

import psycopg2
from observe import attempt, show, state


class Source:
    """Gives two lines, and between them does something else with the connection that reads them."""

    def __init__(self, between):
        self.between = between
        self.pieces = ["1\n", "2\n", ""]

    def read(self, size=-1):
        if len(self.pieces) == 2:
            self.between()
        return self.pieces.pop(0)


class Target:
    """Takes lines, and after the first does something else with the connection."""

    def __init__(self, between):
        self.between = between
        self.taken = []

    def write(self, line):
        self.taken.append(line)
        if len(self.taken) == 1:
            self.between()


def quietly(function, *args):
    def call():
        try:
            function(*args)
        except psycopg2.Error as error:
            show("within", (type(error).__name__, str(error)))

    return call


def actions(conn):
    other = conn.cursor()
    yield "execute", lambda: other.execute("SELECT 1")
    yield "execute, caught", quietly(other.execute, "SELECT 1")
    yield "wrong statement, caught", quietly(other.execute, "SELEC")
    yield "copy", lambda: other.copy_from(io.StringIO("7\n"), "t")
    yield "copy, caught", quietly(lambda: other.copy_from(io.StringIO("7\n"), "t"))
    yield "copy out, caught", quietly(lambda: other.copy_to(io.StringIO(), "t"))
    yield "commit", conn.commit
    yield "rollback", conn.rollback
    yield "close", conn.close
    yield "fetch, caught", quietly(other.fetchone)
    yield "reset", conn.reset
    yield "cancel", conn.cancel
    yield "encoding", lambda: conn.set_client_encoding("SQL_ASCII")
    yield "autocommit", lambda: conn.set_session(autocommit=True)
    yield "poll", conn.poll


def names():
    conn = psycopg2.connect("")
    found = [name for name, _ in actions(conn)]
    conn.close()
    return found


setup = psycopg2.connect("")
setup.cursor().execute("CREATE TABLE t (i int)")
setup.commit()
for autocommit in (False, True):
    for name in names():
        for direction in ("in", "out"):
            with setup.cursor() as cur:
                cur.execute("TRUNCATE t; INSERT INTO t VALUES (10), (20), (30)")
                setup.commit()
            conn = psycopg2.connect("")
            conn.autocommit = autocommit
            action = dict(actions(conn))[name]
            print(f"-- {name}, {direction}{', autocommit' if autocommit else ''}")
            cur = conn.cursor()
            if direction == "in":
                attempt("copy", cur.copy_from, Source(action), "t")
            else:
                target = Target(action)
                attempt("copy", cur.copy_to, target, "t")
                show("taken", target.taken)
            show("cursor", (cur.rowcount, cur.statusmessage))
            show("state", state(conn))
            attempt("then", cur.execute, "SELECT count(*) FROM t")
            show("state", state(conn))
            conn.close()
