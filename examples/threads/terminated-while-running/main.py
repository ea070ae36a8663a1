"""A session is terminated in the middle of a statement"""

import threading
import time

import psycopg2

victim, other = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
other.autocommit = True
cur = other.cursor()
pid = victim.info.backend_pid


def work():
    try:
        with victim.cursor() as cur:
            cur.execute("UPDATE account SET balance = 0 WHERE id = 1")
            cur.execute("SELECT pg_sleep(60)")
    except psycopg2.OperationalError as error:
        print(f"victim: {type(error).__name__}, pgcode {error.pgcode}, closed {victim.closed}")
        print("victim:", str(error).splitlines()[0])


thread = threading.Thread(target=work)
thread.start()
sleeping = False
while not sleeping:
    time.sleep(0.01)
    cur.execute("SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE pid = %s", [pid])
    sleeping = cur.fetchone()[0]

cur.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])  # and wait for its end, at most 5 s
ended = cur.fetchone()[0]
thread.join()
print("other:  the session has ended:", ended)
cur.execute("UPDATE account SET balance = balance - 1 WHERE id = 1 RETURNING balance")
print("other:  the balance is now", cur.fetchone()[0])
