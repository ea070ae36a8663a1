"""Cursors and connections can be referred to weakly, and what holds what."""

import gc
import weakref

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
reference = weakref.ref(cur)
show("alive", reference() is cur)
del cur
gc.collect()
show("gone", reference())
cur = conn.cursor()
reference = weakref.ref(conn)
del conn
gc.collect()
show("held by its cursor", reference() is cur.connection)
cur.execute("SELECT pg_backend_pid()")
pid = cur.fetchone()[0]
del cur
gc.collect()
show("gone", reference())
watcher = psycopg2.connect("")
watcher.autocommit = True
cur = watcher.cursor()
while True:
    cur.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", (pid,))
    if cur.fetchone() == (0,):
        break
show("its session ended", True)
try:
    cur.execute("SELECT 1/0")
except psycopg2.Error as error:
    reference = weakref.ref(error.cursor)
    kept = error
del cur
gc.collect()
show("held by its error", reference() is kept.cursor)
del kept
gc.collect()
show("gone", reference())
attempt("named, dropped without closing", watcher.cursor, "c")
show("state", state(watcher))
