"""Two transactions, two rows, in opposite orders"""

import threading

import psycopg2

CHANGE = "UPDATE account SET balance = balance + 1 WHERE id = %s"
each_has_one = threading.Barrier(2)
one, two = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
failed = []


def change(conn, first, second):
    cur = conn.cursor()
    cur.execute(CHANGE, [first])
    each_has_one.wait()
    try:
        cur.execute(CHANGE, [second])
        conn.commit()
    except psycopg2.Error as error:
        failed.append((conn, error))


thread = threading.Thread(target=change, args=(one, 1, 2))
thread.start()
change(two, 2, 1)
thread.join()

((conn, error),) = failed
print(type(error).__name__, error.pgcode)
print(error.diag.message_primary)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
