"""Timeouts that end the session: noticed at the next use, always as the same error."""

import time

import psycopg2
from observe import attempt, show, state

for setting, statements, action in (
    ("idle_session_timeout", (), "execute"),
    ("idle_in_transaction_session_timeout", ("SELECT 1",), "execute"),
    ("idle_in_transaction_session_timeout", ("SELECT 1",), "commit"),
    ("idle_in_transaction_session_timeout", ("SELECT 1",), "rollback"),
    ("transaction_timeout", ("SELECT 1",), "execute"),
    ("transaction_timeout", ("SELECT 1",), "close"),
):
    conn = psycopg2.connect("", options=f"-c {setting}=500")
    cur = conn.cursor()
    for statement in statements:
        cur.execute(statement)
    time.sleep(0.8)
    show(f"{setting}, {action}: before", state(conn))
    if action == "execute":
        attempt("  first", cur.execute, "SELECT 1")
    else:
        attempt("  first", getattr(conn, action))
    show("  after", (state(conn), conn.notices))
    attempt("  execute", cur.execute, "SELECT 1")
    attempt("  rollback", conn.rollback)
    attempt("  close", conn.close)
conn = psycopg2.connect("", options="-c transaction_timeout=500")
cur = conn.cursor()
attempt("while running", cur.execute, "SELECT pg_sleep(2)")
show("state", state(conn))
conn = psycopg2.connect("", options="-c idle_in_transaction_session_timeout=500")
try:
    with conn:
        conn.cursor().execute("SELECT 1")
        time.sleep(0.8)
except psycopg2.Error as error:
    show("in with", (type(error).__name__, str(error)))
show("state", state(conn))
