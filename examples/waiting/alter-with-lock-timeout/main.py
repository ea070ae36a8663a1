"""An ALTER TABLE that does not insist"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

report, migration, request, watcher = (psycopg2.connect("dbname=lab user=reader") for _ in range(4))
watcher.autocommit = True
watch = watcher.cursor()
a_better_moment = threading.Event()


def migrate():
    attempt = 1
    while True:
        try:
            with migration, migration.cursor() as cur:
                cur.execute("SET LOCAL lock_timeout = '1s'")
                cur.execute("ALTER TABLE account ADD COLUMN note text")
            return f"column added in attempt {attempt}"
        except psycopg2.errors.LockNotAvailable:
            attempt += 1
            a_better_moment.wait()  # not again at once: the others need a gap


def read():
    with request, request.cursor() as cur:
        cur.execute("SELECT balance FROM account WHERE id = 1")
        return f"the balance is {cur.fetchone()[0]}"


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


report.cursor().execute("SELECT sum(balance) FROM account")  # and no commit
with ThreadPoolExecutor() as executor:
    migrating = executor.submit(migrate)
    until_it_waits(migration)
    reading = executor.submit(read)
    until_it_waits(request)
    print("web request: waits behind the migration")
    print("web request:", reading.result())
    print("report:      still idle, transaction status", report.get_transaction_status())
    report.rollback()
    a_better_moment.set()
    print("migration:  ", migrating.result())
