"""cancel() from another thread ends what runs."""

import threading

import psycopg2
from observe import failure, show, state

conn = psycopg2.connect("")
watcher = psycopg2.connect("")
watcher.autocommit = True


def cancel_when_running():
    cur = watcher.cursor()
    while True:
        cur.execute("SELECT state, query FROM pg_stat_activity WHERE pid = %s", (conn.info.backend_pid,))
        if cur.fetchone() == ("active", "SELECT pg_sleep(10)"):
            break
    show("while running", (conn.isexecuting(), conn.status, conn.get_transaction_status()))
    conn.cancel()


for _ in range(2):
    thread = threading.Thread(target=cancel_when_running)
    thread.start()
    cur = conn.cursor()
    try:
        cur.execute("SELECT pg_sleep(10)")
    except psycopg2.errors.QueryCanceled as error:
        failure("cancelled", error)
    thread.join()
    show("state", state(conn))
    conn.rollback()
show("usable", (cur.execute("SELECT 1"), cur.fetchone()))
