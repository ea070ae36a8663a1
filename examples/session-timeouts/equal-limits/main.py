"""Two limits of 0.3 s each: which of them fires?"""

import time
from contextlib import suppress

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")  # and no commit


def attempt(one, other, what, statement):
    conn = psycopg2.connect("dbname=lab user=reader", options=f"-c {one}=300 -c {other}=300")
    conn.autocommit = True  # BEGIN is written by hand
    cur = conn.cursor()
    try:
        with suppress(psycopg2.errors.DivisionByZero):
            cur.execute(statement)
        time.sleep(0.4)
        cur.execute("ROLLBACK")
        outcome = "neither"
    except psycopg2.OperationalError:
        outcome = conn.info.error_message.splitlines()[0]
    print(f"{what}: {one} and {other}\n    {outcome}")
    conn.close()


statement, lock, transaction = "statement_timeout", "lock_timeout", "transaction_timeout"
idle_in_transaction = "idle_in_transaction_session_timeout"

attempt(statement, lock, "waiting for a lock", "UPDATE account SET balance = 1 WHERE id = 1 AND pg_sleep(0.01) IS NOT NULL")
attempt(statement, transaction, "a long statement", "SELECT pg_sleep(2)")
attempt(statement, transaction, "a procedure that commits halfway", "CALL in_two_parts()")
attempt(idle_in_transaction, transaction, "idle in a transaction", "BEGIN; SELECT 1")
attempt(idle_in_transaction, transaction, "idle in a failed transaction", "BEGIN; SELECT 1 / 0")
