"""Threads that share a connection take turns, and share its transaction."""

import threading

import psycopg2
from observe import show, state

conn = psycopg2.connect("")
with conn, conn.cursor() as cur:
    cur.execute("CREATE TABLE t (id int, worker int)")


def work(worker):
    cur = conn.cursor()
    for n in range(20):
        cur.execute("INSERT INTO t VALUES (%s, %s) RETURNING id", (n, worker))
        if cur.fetchone() != (n,):
            print("a row of another")
    cur.execute("SELECT count(*) FROM t WHERE worker = %s", (worker,))
    counts[worker] = cur.fetchone()[0]


counts = {}
threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
show("counts", dict(sorted(counts.items())))
show("one transaction", state(conn))
other = psycopg2.connect("").cursor()
other.execute("SELECT count(*) FROM t")
show("others see nothing", other.fetchone())
conn.commit()
other.connection.rollback()
other.execute("SELECT count(*) FROM t")
show("committed", other.fetchone())
