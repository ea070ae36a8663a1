"""Two withdrawals from one account, at two isolation levels"""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

first, second, watcher = (psycopg2.connect("dbname=lab user=reader") for _ in range(3))
watcher.autocommit = True
watch = watcher.cursor()


def withdraw_80(conn):
    """Take 80, if there are 80. Returns the number of rows changed."""
    with conn.cursor() as cur:
        cur.execute("UPDATE account SET balance = balance - 80 WHERE id = 1 AND balance >= 80")
        return cur.rowcount


def until_it_waits(conn):
    while True:
        watch.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if watch.fetchone()[0]:
            return
        time.sleep(0.01)


with ThreadPoolExecutor() as executor:
    for level in "READ COMMITTED", "REPEATABLE READ":
        print(level)
        watch.execute("UPDATE account SET balance = 100 WHERE id = 1")
        second.set_session(isolation_level=level)

        print("  first:  rows changed:", withdraw_80(first))
        waiting = executor.submit(withdraw_80, second)
        until_it_waits(second)
        first.commit()
        try:
            print("  second: rows changed:", waiting.result())
        except psycopg2.errors.SerializationFailure as error:
            print(f"  second: {type(error).__name__}: {error.diag.message_primary}")
        second.rollback()
