"""What COPY FROM makes of a file whose methods fail: whatever they raise, it is the server that reports it."""

import psycopg2
from observe import attempt, show, state


class File:
    def __init__(self, *items):
        self.items = list(items)

    def read(self, size):
        item = self.items.pop(0)
        if isinstance(item, BaseException):
            raise item
        return item


class Silent(Exception):
    def __str__(self):
        raise ValueError("no text")


class Strange:
    def __getattr__(self, name):
        raise RuntimeError(name)


conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (a int, b text)")
conn.commit()
for error in (
    *(KeyboardInterrupt(), SystemExit(3), GeneratorExit("e"), StopIteration(), ZeroDivisionError("ü")),
    *(psycopg2.DataError("d"), psycopg2.Error("e")),
    *(Silent(), ValueError("a", "b"), ValueError("two\nlines"), ValueError("%s"), ValueError("\ud800"), ValueError("a\0b")),
    *(ValueError("x" * 2000), ValueError("ü" * 600)),
):
    attempt(f"{error!r:.60}", cur.copy_from, File("1\tx\n", error), "t")
    show("state", state(conn))
    conn.rollback()
for item in ("\ud800", None, 5, bytearray(b"1\tx\n"), memoryview(b"1\tx\n"), ["1\tx\n"]):
    attempt(f"{item!r:.20}" if not isinstance(item, memoryview) else "memory", cur.copy_from, File("1\tx\n", item), "t")
    conn.rollback()
for method, arguments in (("copy_from", ("t",)), ("copy_to", ("t",))):
    attempt(method, getattr(cur, method), Strange(), *arguments)
attempt("copy_expert", cur.copy_expert, "COPY t TO STDOUT", Strange())
