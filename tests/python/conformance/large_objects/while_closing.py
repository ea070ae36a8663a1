"""A large object's methods that wait for their turn on a connection, which another thread closes, commits or rolls back before it comes."""

import os
import tempfile
import threading
import time

import psycopg2
from observe import state
from psycopg2 import extensions

FILE = os.path.join(tempfile.mkdtemp(), "exported")


def text(function, *arguments):
    try:
        return repr(function(*arguments)).split(" at ")[0]
    except psycopg2.Error as error:
        return f"{type(error).__name__} {error.pgcode} {str(error)!r}"


class Case:
    """A query, then what ends the connection or the transaction, then what is to be done: each waits for the one before."""

    def __init__(self, what, end, then):
        self.what, self.end, self.then = what, end, then
        self.conn = psycopg2.connect("")
        self.lo = self.conn.lobject(0, "rwb")
        self.lo.write(b"content")
        self.lo.seek(2)
        self.told = "nothing"

    def query(self):
        self.conn.cursor().execute("SELECT pg_sleep(1.2)")

    def finish(self):
        self.end(self.conn)

    def act(self):
        self.told = text(self.then, self.conn, self.lo)

    def tell(self):
        print(f"-- {self.what}: {self.told.replace(str(self.lo.oid), 'OID')}")
        print(f"    {state(self.conn)} {self.lo.closed}")
        for name in ("close", "unlink"):
            said = text(getattr(self.lo, name)).replace(str(self.lo.oid), "OID")
            print(f"    {name}: {said} {state(self.conn)} {self.lo.closed}")
        self.conn.close()
        print(f"    {state(self.conn)}")


def method(name, *arguments):
    return lambda conn, lo: getattr(lo, name)(*arguments)


METHODS = dict(
    [
        *(("read", method("read", 2)), ("read all", method("read")), ("write", method("write", b"x")), ("seek", method("seek", 0))),
        *(("tell", method("tell")), ("truncate", method("truncate")), ("export", method("export", FILE))),
        *(("close", method("close")), ("unlink", method("unlink"))),
        *(("new", lambda conn, lo: conn.lobject().mode), ("open", lambda conn, lo: conn.lobject(lo.oid).mode)),
        ("not opened", lambda conn, lo: conn.lobject(lo.oid, "n").mode),
        ("by its class", lambda conn, lo: extensions.lobject(conn).mode),
    ]
)


def run(end, names):
    print(f"==== {end.__name__}")
    cases = [Case(name, end, METHODS[name]) for name in names]
    threads = []
    for step in (Case.query, Case.finish, Case.act):
        for case in cases:
            threads.append(threading.Thread(target=step, args=(case,)))
            threads[-1].start()
        time.sleep(0.3)
    for thread in threads:
        thread.join()
    for case in cases:
        case.tell()


run(extensions.connection.close, METHODS)
run(extensions.connection.rollback, ("read", "write", "close", "new"))
run(extensions.connection.commit, ("read all", "tell", "close", "unlink", "export"))
