"""Two-phase commit: the states, and what is refused meanwhile."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int)")
conn.commit()


def begun():
    conn.tpc_begin(conn.xid(1, "gtrid", "bqual"))
    cur.execute("INSERT INTO t VALUES (1)")
    show("begun", state(conn))


begun()
for name in ("commit", "rollback"):
    attempt(name, getattr(conn, name))
attempt("tpc_begin again", conn.tpc_begin, "other")
attempt("autocommit", setattr, conn, "autocommit", True)
attempt("tpc_commit", conn.tpc_commit)
show("committed in one step", state(conn))
begun()
attempt("tpc_rollback", conn.tpc_rollback)
show("rolled back", state(conn))
begun()
attempt("tpc_prepare", conn.tpc_prepare)
show("prepared", state(conn))
for name in ("commit", "rollback", "tpc_prepare", "cancel", "lobject"):
    attempt(name, getattr(conn, name))
attempt("execute", cur.execute, "SELECT 1")
attempt("executemany", cur.executemany, "SELECT 1", [()])
attempt("callproc", cur.callproc, "abs", (1,))
attempt("tpc_begin", conn.tpc_begin, "x")
attempt("tpc_recover", conn.tpc_recover)
attempt("set_session", conn.set_session, readonly=True)
attempt("set_isolation_level", conn.set_isolation_level, 1)
attempt("set_client_encoding", conn.set_client_encoding, "SQL_ASCII")
attempt("tpc_commit with an xid", conn.tpc_commit, "other")
attempt("tpc_commit", conn.tpc_commit)
show("committed", state(conn))
begun()
conn.tpc_prepare()
attempt("tpc_rollback", conn.tpc_rollback)
show("rolled back", state(conn))
for name in ("tpc_prepare", "tpc_commit", "tpc_rollback"):
    attempt(f"{name} of nothing", getattr(conn, name))
attempt("an unknown one", conn.tpc_commit, "nosuch")
show("state", state(conn))
attempt("an unknown one", conn.tpc_rollback, conn.xid(0, "a", "b"))
show("state", state(conn))
conn.autocommit = True
attempt("in autocommit", conn.tpc_begin, "x")
conn.autocommit = False
cur.execute("SELECT count(*) FROM t")
show("rows", cur.fetchone())
attempt("in a transaction", conn.tpc_begin, "x")
attempt("with an xid in a transaction", conn.tpc_commit, "x")
