"""A ThreadedConnectionPool among threads."""

import threading

from observe import show
from psycopg2 import pool

connections = pool.ThreadedConnectionPool(2, 4, "")
setup = connections.getconn()
with setup, setup.cursor() as cur:
    cur.execute("CREATE TABLE t (id int)")
connections.putconn(setup)
failures = []


def work(worker):
    for n in range(5):
        conn = connections.getconn()
        try:
            with conn, conn.cursor() as cur:
                cur.execute("INSERT INTO t VALUES (%s)", (worker * 10 + n,))
        except Exception as error:
            failures.append(error)
        finally:
            connections.putconn(conn)


threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
show("failures", failures)
conn = connections.getconn()
cur = conn.cursor()
cur.execute("SELECT count(*), count(DISTINCT id) FROM t")
show("rows", cur.fetchone())
connections.putconn(conn)
show("kept", (len(connections._pool), len(connections._used)))
connections.closeall()
