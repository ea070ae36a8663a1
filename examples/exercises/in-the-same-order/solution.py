"""Two transfers at the same time"""

from concurrent.futures import ThreadPoolExecutor

import psycopg2


def transfer(amount, source, target):
    conn = psycopg2.connect("dbname=lab user=reader")
    with conn, conn.cursor() as cur:
        for account, change in sorted([(source, -amount), (target, amount)]):
            cur.execute("UPDATE account SET balance = balance + %s WHERE id = %s", [change, account])
            cur.execute("SELECT pg_sleep(0.2)")  # time for bad luck
    conn.close()


with ThreadPoolExecutor() as executor:
    transfers = [executor.submit(transfer, 10, 1, 2), executor.submit(transfer, 30, 2, 1)]
print("failed:", sum(one.exception() is not None for one in transfers))
