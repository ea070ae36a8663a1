"""Import and export, given oids, factories, and wrong arguments."""

import os
import tempfile

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

conn = psycopg2.connect("")
folder = tempfile.mkdtemp()
source, target = os.path.join(folder, "source"), os.path.join(folder, "target")
with open(source, "wb") as file:
    file.write(b"imported \x00\xff" * 2000)
lo = conn.lobject(0, "n", 0, source)
show("imported", (lo.mode, lo.closed, lo.oid > 0))
lo = conn.lobject(lo.oid, "rb")
show("content", (len(lo.read()), lo.tell()))
attempt("export", lo.export, target)
with open(target, "rb") as file:
    show("exported", file.read() == b"imported \x00\xff" * 2000)
conn.rollback()
lo = conn.lobject(new_oid=54321)
show("given oid", lo.oid)
attempt("given again", conn.lobject, 0, "", 54321)
conn.rollback()
show("mode n of a new one", conn.lobject(0, "n").mode)
conn.rollback()


class Mine(extensions.lobject):
    def write(self, data):
        print("writing", len(data))
        return super().write(data)


lo = conn.lobject(lobject_factory=Mine)
show("factory", (type(lo).__name__, lo.write("abc")))
attempt("factory of something else", conn.lobject, lobject_factory=dict)
attempt("factory of a number", conn.lobject, lobject_factory=5)
for arguments in ((-1,), ("x",), (1.5,), (None,), (0, 5), (0, None), (0, b"r"), (0, "r", "x"), (0, "r", -1), (0, "r", 0, 5)):
    attempt(f"lobject{arguments}", lambda arguments=arguments: conn.lobject(*arguments).mode)
    conn.rollback()
attempt("unknown", conn.lobject, 99999999)
conn.rollback()
lo = conn.lobject()
for name, arguments in (
    *(("read", ("x",)), ("read", (-2,)), ("seek", ("x",)), ("seek", (0, 5)), ("seek", (0, "x")), ("truncate", (-1,)), ("truncate", ("x",))),
    *(("export", (5,)), ("export", ()), ("write", ()), ("seek", ()), ("seek", (2**70,))),
):
    attempt(f"{name}{arguments}", getattr(lo, name), *arguments)
    if conn.get_transaction_status() == 3:
        conn.rollback()
        lo = conn.lobject()
for name in ("oid", "mode", "closed"):
    attempt(f"{name} =", setattr, lo, name, 5)
attempt("unknown attribute", getattr, lo, "nosuch")
show("repr", repr(lo))
attempt("by hand", lambda: extensions.lobject(conn, 0, "w").mode)
attempt("of nothing", extensions.lobject)
attempt("of a number", extensions.lobject, 5)
