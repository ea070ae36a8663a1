"""set_session: what it takes, what BEGIN then says, and what it refuses."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()


def seen():
    cur.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
    row = cur.fetchone()
    cur.execute("SHOW transaction_deferrable")
    show("  on the server", (*row, *cur.fetchone()))
    conn.rollback()
    show("  attributes", (conn.isolation_level, conn.readonly, conn.deferrable, conn.autocommit))


for arguments in (
    {},
    {"isolation_level": "SERIALIZABLE"},
    {"readonly": True},
    {"deferrable": True},
    {"isolation_level": "read uncommitted", "readonly": False, "deferrable": False},
    {"isolation_level": 2},
    {"isolation_level": "default", "readonly": "default", "deferrable": "DEFAULT"},
    {"isolation_level": None, "readonly": None},
    {"isolation_level": b"Repeatable Read"},
    {"readonly": 1},
    {"readonly": []},
    {"autocommit": True},
    {"isolation_level": "SERIALIZABLE", "autocommit": True, "readonly": True},
    {"autocommit": False},
):
    attempt(f"{arguments}", conn.set_session, **arguments)
    seen()
for arguments in (
    {"isolation_level": "nope"},
    {"isolation_level": 0},
    {"isolation_level": 5},
    {"isolation_level": -1},
    {"isolation_level": 1.5},
    {"isolation_level": []},
    {"isolation_level": "READ  COMMITTED"},
    {"readonly": "yes"},
    {"deferrable": "on"},
    {"statement_timeout": 5},
):
    attempt(f"{arguments}", conn.set_session, **arguments)
attempt("by position", conn.set_session, "SERIALIZABLE", True, False)
seen()
cur.execute("SELECT 1")
attempt("in a transaction", conn.set_session, readonly=True)
show("state", state(conn))
