"""How long a large object lives, and what it refuses after that."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
lo = conn.lobject()
oid = lo.oid
lo.write("kept")


def refused(what):
    print(what, lo.closed, repr(lo).split(";")[1])
    attempt("  read", lo.read)
    attempt("  write", lo.write, "x")
    attempt("  seek", lo.seek, 0)
    attempt("  tell", lo.tell)
    attempt("  truncate", lo.truncate)
    attempt("  close", lo.close)
    attempt("  export", lo.export, "/nosuch/x")


conn.commit()
refused("committed")
lo = conn.lobject(oid)
conn.rollback()
refused("rolled back")
lo = conn.lobject(oid)
show("read", lo.read())
lo.close()
refused("closed")
conn.rollback()
lo = conn.lobject(oid, "n")
refused("not opened")
conn.rollback()
lo = conn.lobject(oid)
attempt("an error", conn.cursor().execute, "SELECT 1/0")
attempt("read", lo.read)
attempt("close", lo.close)
conn.rollback()
attempt("unlinked by oid", lambda: conn.lobject(oid, "n").unlink())
conn.commit()
try:
    conn.lobject(oid)
except psycopg2.Error as error:
    show("gone", (type(error).__name__, str(error).replace(str(oid), "OID"), error.pgcode))
show("state", state(conn))
conn.rollback()
conn.autocommit = True
attempt("autocommit", conn.lobject)
conn.autocommit = False
conn.close()
attempt("closed", conn.lobject)

conn = psycopg2.connect("")
lobject = conn.lobject(0, "wb")
attempt("refused by the server", conn.cursor().execute, "SELECT 1/0")
attempt("write nothing", lobject.write, b"")
attempt("read nothing", lobject.read, 0)
attempt("write", lobject.write, b"a")
show("open", lobject.closed)
attempt("close", lobject.close)
show("closed, all the same", lobject.closed)
attempt("close again", lobject.close)
attempt("write", lobject.write, b"a")
