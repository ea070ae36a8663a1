"""tpc_recover: prepared transactions found by another connection, and finished by it."""

import datetime

import psycopg2
from observe import attempt, show, state
from psycopg2.extensions import Xid

first = psycopg2.connect("")
first.cursor().execute("CREATE TABLE t (id int)")
first.commit()
for xid in (first.xid(42, "gtrid", "bq"), "a plain name"):
    conn = psycopg2.connect("")
    conn.tpc_begin(xid)
    conn.cursor().execute("INSERT INTO t VALUES (1)")
    conn.tpc_prepare()
    conn.close()
    show("closed", state(conn))
conn = psycopg2.connect("")
found = sorted(conn.tpc_recover(), key=str)
show("state", state(conn))
for xid in found:
    show("repr", xid)
    show("str", str(xid))
    show("parts", (xid.format_id, xid.gtrid, xid.bqual))
    show("where", (xid.owner, xid.database))
    show("when", isinstance(xid.prepared, datetime.datetime))
attempt("rollback", conn.tpc_rollback, found[1])
attempt("commit", conn.tpc_commit, str(found[0]))
show("none left", conn.tpc_recover())
cur = conn.cursor()
cur.execute("SELECT count(*) FROM t")
show("rows", cur.fetchone())
show("recover in a transaction", conn.tpc_recover())
show("state", state(conn))
conn.rollback()
conn.autocommit = True
show("recover in autocommit", conn.tpc_recover())
show("state", state(conn))
attempt("not an xid", conn.tpc_commit, 5)
attempt("bytes", conn.tpc_commit, b"nosuch")
attempt("bytes that are no text", conn.tpc_commit, b"\xff")
attempt("a NUL", conn.tpc_rollback, "no\0such")
show("from nothing", Xid.from_string(""))
