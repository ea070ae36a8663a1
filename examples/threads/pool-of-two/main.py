"""A pool of two connections, two workers, and a queue of jobs"""

import queue
import threading

import psycopg2
from psycopg2.pool import ThreadedConnectionPool

pool = ThreadedConnectionPool(2, 2, "dbname=lab user=reader", application_name="pool")
jobs = queue.Queue()
failed = []


def work():
    while (job := jobs.get()) is not None:
        conn = pool.getconn()
        try:
            with conn, conn.cursor() as cur:
                cur.execute("INSERT INTO done VALUES (%s)", [job])
        except psycopg2.Error as error:
            failed.append((job, type(error).__name__))
        finally:
            pool.putconn(conn)  # whatever has happened


workers = [threading.Thread(target=work) for _ in range(2)]
for worker in workers:
    worker.start()
for job in 1, 2, 3, 3, 4, 5, None, None:  # job 3 is asked for twice
    jobs.put(job)
for worker in workers:
    worker.join()

conn = pool.getconn()
with conn, conn.cursor() as cur:
    cur.execute("SELECT job FROM done ORDER BY job")
    print("done:  ", [job for (job,) in cur])
    print("failed:", failed)
    cur.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pool'")
    print("connections open:", cur.fetchone()[0])
pool.putconn(conn)
pool.closeall()
