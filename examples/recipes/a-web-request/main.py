"""Limits for a program that somebody waits for"""

import time

import psycopg2

LIMITS = "-c statement_timeout=5s -c lock_timeout=1s -c idle_in_transaction_session_timeout=10s"


def answer(statement):
    """What a request would get: the rows, or what to tell the user."""
    conn = psycopg2.connect("dbname=lab user=reader", connect_timeout=3, options=LIMITS)
    try:
        with conn, conn.cursor() as cur:
            cur.execute(statement)
            return cur.fetchall()
    except psycopg2.errors.LockNotAvailable:
        return "somebody else is at it, try again"
    except psycopg2.errors.QueryCanceled:
        return "this takes too long"
    finally:
        conn.close()


holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0")  # and no commit

for statement in (
    "SELECT balance FROM account",
    "SELECT balance FROM account FOR UPDATE",
    "SELECT balance FROM account, pg_sleep(60)",
):
    began = time.monotonic()
    print(statement)
    print(f"    {answer(statement)} ({time.monotonic() - began:.0f} s)")
