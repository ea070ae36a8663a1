"""An asynchronous connection keeps no cursor alive: the answer of one that is gone is told of, and lost."""

import gc

import psycopg2
from observe import attempt, show, state
from psycopg2.extras import wait_select

conn = psycopg2.connect("", async_=1)
wait_select(conn)
cur = conn.cursor()
cur.execute("SELECT 42")
del cur
gc.collect()
show("under way", conn.isexecuting())
attempt("its answer", wait_select, conn)
show("after", (conn.isexecuting(), state(conn)))
cur = conn.cursor()
cur.execute("SELECT 43")
other = conn.cursor()
attempt("another", other.execute, "SELECT 44")
wait_select(conn)
show("the connection goes on", (cur.fetchone(), state(conn)))
