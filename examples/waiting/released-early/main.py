"""A holder, a waiter, and two kinds of lock"""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

holder, waiter, watcher = (psycopg2.connect("dbname=lab user=reader") for _ in range(3))
watcher.autocommit = True
watch = watcher.cursor()
hold, wait = holder.cursor(), waiter.cursor()


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


with ThreadPoolExecutor() as executor:
    for take, let_go in (
        ("UPDATE account SET balance = 0 WHERE id = 1", "ROLLBACK TO SAVEPOINT before_it"),
        ("SELECT pg_advisory_lock(42)", "SELECT pg_advisory_unlock(42)"),
    ):
        hold.execute("SAVEPOINT before_it")
        hold.execute(take)
        waiting = executor.submit(wait.execute, take)
        until_it_waits(waiter)
        print("waits:", take)
        hold.execute(let_go)
        waiting.result()
        print("has it after:", let_go)
        print("the holder's transaction status:", holder.get_transaction_status())
