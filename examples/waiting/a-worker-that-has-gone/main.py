"""Two workers have a job each, and both are suddenly gone"""

import select

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ

TAKE = "SELECT id FROM job ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"


def wait(conn):
    while (state := conn.poll()) != POLL_OK:
        readers, writers = ([conn], []) if state == POLL_READ else ([], [conn])
        select.select(readers, writers, [])


def worker():
    conn = psycopg2.connect("dbname=lab user=reader", async_=True)
    wait(conn)
    cur = conn.cursor()
    cur.execute(f"BEGIN; {TAKE}")
    wait(conn)
    print("a worker takes job", cur.fetchone()[0])
    return conn, cur


conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
look = conn.cursor()


def free_jobs(moment):
    look.execute("SELECT id FROM job ORDER BY id FOR UPDATE SKIP LOCKED")
    print(f"{moment}: free jobs {[job for (job,) in look]}")


idle, _ = worker()
busy, cur = worker()
cur.execute("SELECT pg_sleep(0.6)")  # the job takes a while
free_jobs("both at work")

idle.close()  # as if their programs had been killed
busy.close()
look.execute("SELECT pg_sleep(0.3)")
free_jobs("0.3 s later")
look.execute("SELECT pg_sleep(0.6)")
free_jobs("0.9 s later")
