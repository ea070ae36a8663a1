"""A deadlock: one of the two is chosen, the other goes on."""

import re
import threading

import psycopg2
from observe import show

setup = psycopg2.connect("")
with setup, setup.cursor() as cur:
    cur.execute("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)")
met = threading.Barrier(2)
outcomes = []


def work(first, second):
    conn = psycopg2.connect("")
    cur = conn.cursor()
    cur.execute("SELECT * FROM t WHERE id = %s FOR UPDATE", (first,))
    met.wait()
    try:
        cur.execute("SELECT * FROM t WHERE id = %s FOR UPDATE", (second,))
    except psycopg2.errors.DeadlockDetected as error:
        detail = re.sub(r"\d+", "N", error.diag.message_detail)
        outcomes.append((type(error).__mro__[1].__name__, error.pgcode, error.diag.message_primary, error.diag.message_hint, detail))
        outcomes.append((re.sub(r",\d", ",N", error.diag.context), conn.get_transaction_status()))
    else:
        outcomes.append(("went on", cur.fetchone() == (second,)))
    conn.rollback()


threads = [threading.Thread(target=work, args=order) for order in ((1, 2), (2, 1))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for outcome in sorted(outcomes, key=str):
    show("outcome", outcome)
