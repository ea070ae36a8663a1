"""Two transactions that touch one row, and nothing else"""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg2

both_have_read = threading.Barrier(2)


def withdraw(amount):
    conn = psycopg2.connect("dbname=lab user=reader")
    try:
        with conn, conn.cursor() as cur:
            cur.execute("SELECT balance FROM account WHERE id = 1 FOR SHARE")  # so that nobody changes it meanwhile
            balance = cur.fetchone()[0]
            both_have_read.wait()
            cur.execute("UPDATE account SET balance = %s WHERE id = 1", [balance - amount])
        return "done"
    except psycopg2.OperationalError as error:
        return f"{type(error).__name__}: {error.diag.message_primary}"


with ThreadPoolExecutor() as executor:
    print(*sorted(executor.map(withdraw, [10, 10])), sep="\n")

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT balance FROM account WHERE id = 1")
print("balance:", cur.fetchone()[0])
