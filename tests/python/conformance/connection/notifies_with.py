"""Which methods make the notifications and notices seen that came with what they sent."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions


def seen(what, prepare, method, *args, **kwargs):
    conn = psycopg2.connect("")
    cur = conn.cursor()
    cur.execute("LISTEN a")
    conn.commit()
    if prepare is not None:
        prepare(conn, cur)
    notify()
    attempt(what, getattr(conn, method), *args, **kwargs)
    show("  seen", ([each.payload for each in conn.notifies], len(conn.notices)))
    conn.close()


def notify():
    other = psycopg2.connect("")
    other.autocommit = True
    other.cursor().execute("NOTIFY a, 'x'")
    other.close()


def begin(conn, cur):
    cur.execute("SELECT 1")


def autocommit(conn, cur):
    conn.autocommit = True


def levels(conn, cur):
    conn.set_session("serializable", autocommit=True)


for method in ("commit", "rollback", "reset", "isexecuting", "get_transaction_status", "cursor", "cancel"):
    seen(method, None, method)
    seen(f"{method} in a transaction", begin, method)
seen("set_session", None, "set_session", "serializable")
seen("set_session under autocommit", autocommit, "set_session", "serializable", readonly=True)
seen("leaving autocommit", levels, "set_session", autocommit=False)
seen("isolation_level", autocommit, "__setattr__", "isolation_level", "serializable")
seen("autocommit", levels, "__setattr__", "autocommit", False)
seen("set_isolation_level", begin, "set_isolation_level", extensions.ISOLATION_LEVEL_SERIALIZABLE)
seen("set_client_encoding", None, "set_client_encoding", "SQL_ASCII")
seen("set_client_encoding in a transaction", begin, "set_client_encoding", "SQL_ASCII")
seen("the same encoding", begin, "set_client_encoding", "UTF8")
seen("an encoding that is none", begin, "set_client_encoding", "nosuch")
seen("get_parameter_status", begin, "get_parameter_status", "TimeZone")
seen("tpc_begin", None, "tpc_begin", "x")
seen("lobject", begin, "lobject")
seen("poll", begin, "poll")
conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("LISTEN a")
cur.execute("CREATE TABLE deferred (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
conn.commit()
notify()
cur.execute("INSERT INTO deferred VALUES (1), (1)")
notify()
attempt("a commit that fails", conn.commit)
show("  seen", [each.payload for each in conn.notifies])
