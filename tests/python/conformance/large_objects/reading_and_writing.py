"""Large objects: modes, reading, writing, seeking, truncating."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
lo = conn.lobject()
show("fresh", (type(lo).__name__, lo.oid > 0, lo.mode, lo.closed, state(conn)))
show("write", (lo.write("text €"), lo.write(b" bytes")))
show("tell", lo.tell())
show("seek", (lo.seek(0), lo.read(), lo.read(), lo.tell()))
show("seek from the end", (lo.seek(-5, 2), lo.read(3), lo.seek(-2, 1), lo.read(1), lo.seek(5, 0)))
attempt("seek before the beginning", lo.seek, -1)
show("state", state(conn))
conn.rollback()
lo = conn.lobject(0, "wb")
oid = lo.oid
lo.write("0123456789")
lo.close()
show("closed", (lo.closed, lo.mode))
for mode in ("", "r", "rb", "rt", "w", "wb", "wt", "rw", "rwb", "rwt", "n", "nb", "nt"):
    lo = conn.lobject(oid, mode)
    show(f"mode {mode!r}", (lo.mode, lo.closed))
    attempt("  read", lo.read, 4)
    if conn.get_transaction_status() != 3:
        attempt("  write", lo.write, "ab")
    if conn.get_transaction_status() == 3:
        conn.rollback()
    if conn.get_transaction_status() == 0:
        lo = conn.lobject(0, "w")
        oid = lo.oid
        lo.write("0123456789")
for mode in ("x", "rx", "wr", "rr", "r+", "tb", "b", "t", "rbt"):
    attempt(f"mode {mode!r}", lambda mode=mode: conn.lobject(oid, mode).mode)
lo = conn.lobject(oid, "rw")
show("truncate", (lo.truncate(3), lo.seek(0, 2), lo.read()))
show("truncate longer", (lo.truncate(6), lo.seek(0), lo.read()))
show("truncate to nothing", (lo.truncate(), lo.seek(0), lo.read()))
show("beyond the end", (lo.seek(10), lo.write("x"), lo.seek(0), lo.read()))
show("pieces", (lo.seek(0), [lo.read(n) for n in (0, 1, 5, 100)]))
lo.write("ü")
lo.seek(-1, 2)
attempt("half a character", lo.read)
big = "0123456789" * 5000
lo.seek(0)
show("much", (lo.write(big), lo.seek(0), lo.read() == big, lo.tell()))
for data in (5, None, [], bytearray(b"x"), memoryview(b"x")):
    attempt(f"write {type(data).__name__}", lo.write, data)
attempt("unlink", lo.unlink)
show("after", (lo.closed, state(conn)))
try:
    conn.lobject(oid)
except psycopg2.Error as error:
    show("opened again", (type(error).__name__, str(error).replace(str(oid), "OID")))
