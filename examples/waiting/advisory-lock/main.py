"""An advisory lock: a mutex for programs, kept by the server"""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

NIGHTLY_JOB = 42  # any number, if all the programs agree on it

ours, theirs, watcher = (psycopg2.connect("dbname=lab user=reader") for _ in range(3))
watcher.autocommit = True
watch = watcher.cursor()


def call(conn, function):
    with conn, conn.cursor() as cur:  # commits at the end
        cur.execute(f"SELECT {function}({NIGHTLY_JOB})")
        return cur.fetchone()[0]


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


call(ours, "pg_advisory_lock")
print("after our commit, they try to get it:", call(theirs, "pg_try_advisory_lock"))

with ThreadPoolExecutor() as executor:
    waiting = executor.submit(call, theirs, "pg_advisory_lock")
    until_it_waits(theirs)
    watch.execute("""
        SELECT pid, mode, granted FROM pg_locks
        WHERE locktype = 'advisory' ORDER BY granted DESC
    """)
    for pid, mode, granted in watch:
        who = "we:  " if pid == ours.info.backend_pid else "they:"
        print(who, mode, "granted" if granted else "awaited")

    ours.close()  # as if our program had crashed
    waiting.result()
    print("they have it after: ours.close()")
