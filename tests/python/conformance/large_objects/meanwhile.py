"""A method of a large object has looked at the connection; before its turn the transaction ends, or the connection is lost or closed."""

import codecs
import os
import tempfile
import threading
import time

import psycopg2
from observe import state
from psycopg2 import extensions

FILE = os.path.join(tempfile.mkdtemp(), "exported")
admin = psycopg2.connect("")
admin.autocommit = True
watching = admin.cursor()


def text(function, *arguments):
    try:
        return repr(function(*arguments)).split(" at ")[0]
    except psycopg2.Error as error:
        return f"{type(error).__name__} {error.pgcode} {str(error)!r}"


def opened():
    conn = psycopg2.connect("")
    lo = conn.lobject(0, "rwb")
    lo.write(b"content")
    lo.seek(2)
    return conn, lo


def tell(what, said, conn, lo):
    print(f"-- {what}: {said.replace(str(lo.oid), 'OID')}")
    print(f"    {state(conn)} {lo.closed}")
    for name in ("close", "unlink"):
        print(f"    {name}: {text(getattr(lo, name)).replace(str(lo.oid), 'OID')} {state(conn)} {lo.closed}")
    conn.close()
    print(f"    {state(conn)}")


class Waiting:
    """A method that waits for the end of a query of another thread."""

    def __init__(self, what, method, query):
        self.what, self.method, self.query = what, method, query
        self.conn, self.lo = opened()
        self.said = "nothing"
        self.querying = threading.Thread(target=self.execute)
        self.acting = threading.Thread(target=self.act)
        self.begun = threading.Event()

    def execute(self):
        text(self.conn.cursor().execute, self.query)

    def act(self):
        self.begun.set()
        self.said = text(self.method, self.conn, self.lo)

    def is_querying(self):
        watching.execute("SELECT wait_event FROM pg_stat_activity WHERE pid = %s", (self.conn.info.backend_pid,))
        return watching.fetchone() in (("PgSleep",), ("advisory",))


def run(what, methods, query, end):
    print(f"==== {what}")
    admin.cursor().execute("SELECT pg_advisory_lock(1)")
    cases = [Waiting(name, method, query) for name, method in methods.items()]
    for case in cases:
        case.querying.start()
        while not case.is_querying():
            time.sleep(0.01)
    for case in cases:
        case.acting.start()
        case.begun.wait()
    time.sleep(0.5)
    end(cases)
    for case in cases:
        case.querying.join()
        case.acting.join()
        tell(case.what, case.said, case.conn, case.lo)


def unlock(_cases):
    admin.cursor().execute("SELECT pg_advisory_unlock(1)")


def terminate(cases):
    for case in cases:
        watching.execute("SELECT pg_terminate_backend(%s, 5000)", (case.conn.info.backend_pid,))
    unlock(cases)


kept = []  # or it would be closed again at once, and a failure told of on stderr


def mode(lo):
    kept.append(lo)
    return lo.mode


METHODS = {
    "read": lambda conn, lo: lo.read(2),
    "read all": lambda conn, lo: lo.read(),
    "write": lambda conn, lo: lo.write(b"x"),
    "seek": lambda conn, lo: lo.seek(0),
    "tell": lambda conn, lo: lo.tell(),
    "truncate": lambda conn, lo: lo.truncate(),
    "export": lambda conn, lo: lo.export(FILE),
    "new": lambda conn, lo: mode(conn.lobject()),
    "open": lambda conn, lo: mode(conn.lobject(lo.oid)),
    "not opened": lambda conn, lo: mode(conn.lobject(lo.oid, "n")),
    "by its class": lambda conn, lo: mode(extensions.lobject(conn)),
}
ENDS = {"close": lambda conn, lo: lo.close(), "unlink": lambda conn, lo: lo.unlink()}
LOCK = "SELECT pg_advisory_lock(1), pg_advisory_unlock(1)"
run("an error", {**METHODS, **ENDS}, f"{LOCK}; SELECT 1/0", unlock)
run("rolled back by hand", {**METHODS, **ENDS}, f"{LOCK}; ROLLBACK", unlock)
run("the connection lost", METHODS, LOCK, terminate)

# Between look and turn psycopg2 encodes a str, and calls the factory of large objects
encoding = []


def encode(data, errors="strict"):
    for act in encoding:
        act()
    return codecs.utf_8_encode(data, errors)


def search(name):
    return codecs.CodecInfo(encode, codecs.utf_8_decode, name=name) if name == "acting" else None


codecs.register(search)


def meanwhile(what, act):
    print(f"==== {what}")
    extensions.encodings["UTF8"] = "acting"
    conn, lo = opened()
    extensions.encodings["UTF8"] = "utf_8"
    encoding.append(lambda: act(conn))
    tell("write", text(lo.write, "x"), conn, lo)
    encoding.clear()
    conn, lo = opened()

    def factory(*arguments):
        act(conn)
        return extensions.lobject(*arguments)

    tell("lobject", text(lambda: conn.lobject(0, "rwb", lobject_factory=factory).mode), conn, lo)


def turn_on_autocommit(conn):
    conn.commit()
    conn.autocommit = True


meanwhile("closed", extensions.connection.close)
meanwhile("committed", extensions.connection.commit)
meanwhile("rolled back", extensions.connection.rollback)
meanwhile("autocommit", turn_on_autocommit)
