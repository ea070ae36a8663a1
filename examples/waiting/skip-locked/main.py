"""Two workers, and a queue of jobs in a table"""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg2

TAKE = "SELECT id FROM job WHERE done_by IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
each_has_one = threading.Barrier(2)


def work(name):
    conn = psycopg2.connect("dbname=lab user=reader")
    done = []
    while True:
        with conn, conn.cursor() as cur:  # the job stays locked until the commit
            cur.execute(TAKE)
            job = cur.fetchone()
            if job is None:
                return done
            if not done:
                each_has_one.wait()  # both are at work now
            cur.execute("UPDATE job SET done_by = %s WHERE id = %s", [name, *job])
        done.extend(job)


with ThreadPoolExecutor() as executor:
    ada, ben = executor.map(work, ["Ada", "Ben"])
print("taken at the same time:", sorted([ada[0], ben[0]]))
print("all the jobs, each done once:", sorted(ada + ben))
