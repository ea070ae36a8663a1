"""An idle report, a migration, and a web request"""

import threading
import time

import psycopg2


def connect(name):
    return psycopg2.connect("dbname=lab user=reader", application_name=name)


def run(name, conn, statement):
    with conn, conn.cursor() as cur:  # commits at the end
        cur.execute(statement)
        print(f"{name}: done")


watcher = connect("watcher")
watcher.autocommit = True  # inside a transaction, pg_stat_activity would stand still
watch = watcher.cursor()


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


report = connect("report")
report.cursor().execute("SELECT sum(balance) FROM account")  # only reads, and then does something else

threads = []
for name, statement in (
    ("migration", "ALTER TABLE account ADD COLUMN note text"),
    ("web request", "SELECT balance FROM account WHERE id = 1"),
):
    conn = connect(name)
    threads.append(threading.Thread(target=run, args=[name, conn, statement]))
    threads[-1].start()
    until_it_waits(conn)

watch.execute("""
    SELECT one.application_name, one.state, one.query, blocking.application_name
    FROM pg_stat_activity AS one
    LEFT JOIN pg_stat_activity AS blocking ON blocking.pid = ANY (pg_blocking_pids(one.pid))
    WHERE one.application_name IN ('report', 'migration', 'web request')
    ORDER BY one.backend_start
""")
for name, state, query, blocking in watch:
    print(f"{name} ({state}): {query}\n    blocked by {blocking or 'nobody'}")

print("report: rolls back")
report.rollback()
for thread in threads:
    thread.join()
