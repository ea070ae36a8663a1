"""What a closed connection still answers, and how it refuses the rest."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("dbname=lab")
cur = conn.cursor()
cur.execute("SELECT 1")
show("before", state(conn))
conn.close()
show("after", state(conn))
show("repr", repr(conn))
for name in ("closed", "status", "dsn", "encoding", "autocommit", "isolation_level", "readonly", "deferrable", "notices", "notifies"):
    attempt(name, getattr, conn, name)
for name in (
    *("cursor", "commit", "rollback", "cancel", "reset", "fileno", "get_backend_pid", "get_transaction_status"),
    *("get_dsn_parameters", "isexecuting", "poll", "lobject", "tpc_prepare", "tpc_commit", "tpc_rollback", "tpc_recover"),
    *("set_session", "__enter__", "close"),
):
    attempt(name, getattr(conn, name))
attempt("set_client_encoding", conn.set_client_encoding, "UTF8")
attempt("set_isolation_level", conn.set_isolation_level, 1)
attempt("get_parameter_status", conn.get_parameter_status, "DateStyle")
attempt("xid", conn.xid, 1, "a", "b")
attempt("tpc_begin", conn.tpc_begin, "x")
attempt("autocommit = True", setattr, conn, "autocommit", True)
attempt("isolation_level = 1", setattr, conn, "isolation_level", 1)
attempt("readonly = True", setattr, conn, "readonly", True)
show("cursor closed", cur.closed)
