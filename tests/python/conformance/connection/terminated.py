"""A session that another one ends: what each method says when the loss is found."""

import psycopg2
from observe import attempt, show, state

killer = psycopg2.connect("")
killer.autocommit = True
CALLS = {
    "execute": lambda conn, cur: cur.execute("SELECT 1"),
    "executemany": lambda conn, cur: cur.executemany("SELECT %s", [(1,)]),
    "callproc": lambda conn, cur: cur.callproc("abs", (1,)),
    "commit": lambda conn, cur: conn.commit(),
    "rollback": lambda conn, cur: conn.rollback(),
    "reset": lambda conn, cur: conn.reset(),
    "set_client_encoding": lambda conn, cur: conn.set_client_encoding("SQL_ASCII"),
    "fetchone of rows that are here": lambda conn, cur: cur.fetchone(),
    "mogrify": lambda conn, cur: cur.mogrify("%s", ("x",)),
    "lobject": lambda conn, cur: conn.lobject(),
    "tpc_recover": lambda conn, cur: conn.tpc_recover(),
    "cancel": lambda conn, cur: conn.cancel(),
    "poll": lambda conn, cur: conn.poll(),
    "set_session": lambda conn, cur: conn.set_session(readonly=True),
    "autocommit": lambda conn, cur: setattr(conn, "autocommit", True),
    "get_parameter_status": lambda conn, cur: conn.get_parameter_status("server_encoding"),
    "named cursor": lambda conn, cur: conn.cursor("c").execute("SELECT 1"),
    "close": lambda conn, cur: conn.close(),
}
for begun in (False, True):
    for name, call in CALLS.items():
        conn = psycopg2.connect("")
        cur = conn.cursor()
        cur.execute("SELECT 7")
        if not begun:
            conn.rollback()
        killer.cursor().execute("SELECT pg_terminate_backend(%s, 1000)", (conn.info.backend_pid,))
        attempt(f"{name}{' in a transaction' if begun else ''}", call, conn, cur)
        show("  state", (state(conn), cur.closed, conn.notices))
        conn.close()
