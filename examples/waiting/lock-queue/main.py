"""Three sessions want the same row: who waits for whom"""

import threading
import time

import psycopg2


def connect(name):
    return psycopg2.connect("dbname=lab user=reader", application_name=name)


def withdraw(name, conn):
    with conn, conn.cursor() as cur:  # commits at the end
        cur.execute("UPDATE account SET balance = balance - 10 WHERE id = 1 RETURNING balance")
        print(f"{name}: has the row, the balance is now {cur.fetchone()[0]}")


watcher = connect("watcher")
watcher.autocommit = True  # inside a transaction, pg_stat_activity would stand still
watch = watcher.cursor()


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


first = connect("first")
first.cursor().execute("SELECT balance FROM account WHERE id = 1 FOR UPDATE")  # and no commit yet

threads = []
for name in "second", "third":
    conn = connect(name)
    threads.append(threading.Thread(target=withdraw, args=[name, conn]))
    threads[-1].start()
    until_it_waits(conn)

watch.execute("SELECT balance FROM account WHERE id = 1")
print("watcher: reads the balance,", watch.fetchone()[0])
watch.execute("""
    SELECT waiting.application_name, locktype, blocking.application_name
    FROM pg_stat_activity AS waiting
    JOIN pg_locks ON pg_locks.pid = waiting.pid AND NOT granted
    JOIN pg_stat_activity AS blocking ON blocking.pid = ANY (pg_blocking_pids(waiting.pid))
    ORDER BY waiting.backend_start
""")
for waiting, kind, blocking in watch:
    print(f"{waiting}: waits for a lock of type {kind}, blocked by {blocking}")

print("first: commits")
first.commit()
for thread in threads:
    thread.join()
