"""Wrong calls of the methods of a connection are refused in CPython's words."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
for name in ("commit", "rollback", "close", "cancel", "reset", "poll", "fileno", "isexecuting", "tpc_prepare", "tpc_recover"):
    attempt(f"{name}(1)", getattr(conn, name), 1)
    attempt(f"{name}(a=1)", lambda name=name: getattr(conn, name)(a=1))
for name in ("get_parameter_status", "set_client_encoding", "set_isolation_level"):
    attempt(f"{name}()", getattr(conn, name))
    attempt(f"{name}(1, 2)", getattr(conn, name), 1, 2)
    attempt(f"{name}(None)", getattr(conn, name), None)
attempt("get_parameter_status by keyword", lambda: conn.get_parameter_status(parameter="x"))
attempt("set_isolation_level by keyword", lambda: conn.set_isolation_level(level=1))
attempt("tpc_commit by keyword", lambda: conn.tpc_commit(xid="x"))
attempt("cursor of five", conn.cursor, 1, 2, 3, 4, 5)
attempt("cursor by unknown keyword", conn.cursor, nosuch=1)
attempt("cursor by five keywords", conn.cursor, a=1, b=2, c=3, d=4, e=5)
attempt("cursor twice named", lambda: conn.cursor("a", name="b"))
attempt("cursor of a number", conn.cursor, 5)
attempt("cursor of bytes", lambda: conn.cursor(b"abc").name)
attempt("xid of nothing", conn.xid)
attempt("xid of one", conn.xid, 1)
attempt("xid by keyword", lambda: str(conn.xid(1, bqual="a", gtrid="b")))
attempt("set_session of five", conn.set_session, 1, 2, 3, 4, 5)
attempt("set_session by unknown keyword", conn.set_session, statement_timeout=1)
attempt("tpc_begin of nothing", conn.tpc_begin)
attempt("__exit__ of nothing", conn.__exit__)
attempt("lobject by unknown keyword", conn.lobject, nosuch=1)
attempt("tpc_commit of None", conn.tpc_commit, None)
attempt("tpc_rollback of None", conn.tpc_rollback, None)
attempt("unnamed cursor that is held, or not: None", conn.cursor, withhold=None)
attempt("named cursor that is held, or not: None", lambda: conn.cursor("a", withhold=None).withhold)
attempt("connection by unknown keyword", lambda: psycopg2.extensions.connection("", nosuch=1))
attempt("xid before the server's version is known", lambda: psycopg2.connect("", async_=True).xid(1, "a", "b"))
attempt("of the class, of nothing", lambda: psycopg2.extensions.connection.commit())
attempt("of the class, of something else", lambda: psycopg2.extensions.cursor.execute(1, 2, 3, 4, 5))
