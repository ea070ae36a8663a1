"""In green mode the reason why a server ended a session is told."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions
from psycopg2.extras import wait_select

extensions.set_wait_callback(wait_select)
killer = psycopg2.connect("")
killer.autocommit = True


def victim(what, *statements, kill=False):
    conn = psycopg2.connect("")
    cur = conn.cursor()
    for statement in statements[:-1]:
        cur.execute(statement)
    if kill:
        killer.cursor().execute("SELECT pg_terminate_backend(%s, 1000)", (conn.info.backend_pid,))
    attempt(what, cur.execute, statements[-1])
    show("  state", (state(conn), conn.notices))
    attempt("  again", cur.execute, "SELECT 1")
    attempt("  rollback", conn.rollback)


victim("terminated, idle", "SELECT 1", kill=True)
victim("terminated in a transaction", "SELECT 1", "SELECT 2", kill=True)
victim("transaction_timeout", "SET transaction_timeout = 100", "SELECT pg_sleep(5)")
victim("statement_timeout", "SET statement_timeout = 100", "SELECT pg_sleep(5)")
