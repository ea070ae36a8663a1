"""A cancelled statement, and the locks that its transaction has"""

import threading

import psycopg2

conn, other = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
other.autocommit = True
cur, check = conn.cursor(), other.cursor()


def is_free(statement):
    try:
        check.execute(statement)
        return check.fetchone()[0] is not False
    except psycopg2.errors.LockNotAvailable:
        return False


for steps in (
    ["UPDATE account SET balance = 0 WHERE id = 1"],
    ["UPDATE account SET balance = 0 WHERE id = 1", "SAVEPOINT later"],
    ["SELECT pg_advisory_lock(42)"],
):
    for statement in steps:
        cur.execute(statement)
    timer = threading.Timer(0.2, conn.cancel)
    timer.start()
    try:
        cur.execute("SELECT pg_sleep(10)")
    except psycopg2.errors.QueryCanceled:
        print(f"{'; '.join(steps)}; cancelled, transaction status {conn.get_transaction_status()}")
    if "advisory" in steps[0]:
        free = is_free("SELECT pg_try_advisory_lock(42)")
    else:
        free = is_free("SELECT balance FROM account WHERE id = 1 FOR UPDATE NOWAIT")
    print("    the lock is free:", free)
    conn.rollback()
