"""poll() by hand: what it returns on the way, and how a cursor is bound to its query."""

import select

import psycopg2
from observe import attempt, show
from psycopg2 import extensions
from psycopg2.extras import wait_select

conn = psycopg2.connect("", async_=1)
wait_select(conn)
cur, other = conn.cursor(), conn.cursor()
cur.execute("SELECT pg_sleep(0.05), 7 AS n")
first = conn.poll()
show("first poll", first == extensions.POLL_READ)
show("not readable yet", select.select([conn], [], [], 0)[0] == [])
while conn.poll() != extensions.POLL_OK:
    select.select([conn.fileno()], [], [])
show("row", cur.fetchone()[1])
attempt("another cursor has none", other.fetchone)
attempt("poll with nothing to do", conn.poll)
cur.execute("SELECT 8 AS n")
show("rows of before", cur.description)
wait_select(conn)
show("row", cur.fetchone())
other.execute("SELECT 9 AS n")
wait_select(conn)
show("each its own", (other.fetchone(), cur.fetchone()))
cur.execute("SELECT pg_sleep(5)")
watcher = psycopg2.connect("")
watcher.autocommit = True
watching = watcher.cursor()
while True:  # a cancel that comes before the statement begins is lost
    watching.execute("SELECT state FROM pg_stat_activity WHERE pid = %s", (conn.info.backend_pid,))
    if watching.fetchone() == ("active",):
        break
conn.cancel()
attempt("cancelled", wait_select, conn)
show("usable", (cur.execute("SELECT 1"), wait_select(conn), cur.fetchone()))
cur.execute("SELECT 1")
cur.close()
attempt("closed while executing", wait_select, conn)
cur = conn.cursor()
attempt("after that", cur.execute, "SELECT 2")
attempt("  waited", wait_select, conn)
attempt("  row", cur.fetchone)
