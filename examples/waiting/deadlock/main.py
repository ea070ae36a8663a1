"""Two transfers in opposite directions"""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg2

CHANGE = "UPDATE account SET balance = balance + %s WHERE id = %s"
each_has_one = threading.Barrier(2)
one_is_through = threading.Event()


def transfer(amount, source, target):
    """Move money in one transaction. Returns the number of attempts."""
    conn = psycopg2.connect("dbname=lab user=reader")
    attempt = 1
    while True:
        try:
            with conn, conn.cursor() as cur:
                cur.execute(CHANGE, [-amount, source])
                if attempt == 1:
                    each_has_one.wait()  # bad luck, made certain
                cur.execute(CHANGE, [amount, target])
        except psycopg2.errors.DeadlockDetected as error:
            print(f"{type(error).__name__}, pgcode {error.pgcode}: {error.diag.message_primary}")
            print("closed:", conn.closed, "- transaction status:", conn.get_transaction_status())
            attempt += 1
            one_is_through.wait()  # not again at once; elsewhere, sleep for a random moment
        else:
            one_is_through.set()
            return attempt


with ThreadPoolExecutor() as executor:
    there = executor.submit(transfer, 10, source=1, target=2)
    back = executor.submit(transfer, 30, source=2, target=1)
    print("attempts needed:", sorted([there.result(), back.result()]))

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT id, balance FROM account ORDER BY id")
print("balances:", cur.fetchall())
