"""Two threads, one connection"""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

shared, other = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
other.autocommit = True
control = other.cursor()


def run(statement):
    with shared.cursor() as cur:  # each thread has a cursor of its own
        cur.execute(statement)
        return cur.fetchone()


def until_it_waits(conn):
    while True:
        control.execute("SELECT pg_blocking_pids(%s)", [conn.info.backend_pid])
        if control.fetchone()[0]:
            return
        time.sleep(0.01)


control.execute("SELECT pg_advisory_lock(1)")  # keeps the first statement from ending
with ThreadPoolExecutor() as executor:
    first = executor.submit(run, "SELECT now(), clock_timestamp() FROM pg_advisory_xact_lock(1)")
    until_it_waits(shared)
    second = executor.submit(run, "SELECT now(), statement_timestamp()")
    control.execute("SELECT pg_advisory_unlock(1)")
    transaction_of_first, first_ended = first.result()
    transaction_of_second, second_began = second.result()
print("the second statement began after the first had ended:", second_began >= first_ended)
print("both are in the same transaction:", transaction_of_first == transaction_of_second)

with ThreadPoolExecutor() as executor:
    print("one thread:", type(executor.submit(run, "SELECT 1 / 0").exception()).__name__)
    print("the other: ", type(executor.submit(run, "SELECT 1").exception()).__name__)
