"""A timer that cancels: a time limit of the client's own"""

import threading

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()


def execute_within(seconds, query):
    """Execute the query, but cancel it when the time is up."""
    timer = threading.Timer(seconds, conn.cancel)
    timer.start()
    try:
        cur.execute(query)
    finally:
        timer.cancel()  # or it would hit whatever is running then


for pause in 0.1, 10:
    try:
        execute_within(0.5, f"SELECT pg_sleep({pause})")
        print(f"pg_sleep({pause}): finished")
        conn.commit()
    except psycopg2.errors.QueryCanceled as error:
        print(f"pg_sleep({pause}): {error.diag.message_primary}")
        print("closed:", conn.closed, "- transaction status:", conn.get_transaction_status())
        conn.rollback()

conn.cancel()  # nothing is running
cur.execute("SELECT 'an answer'")
print(cur.fetchone()[0])
conn.close()
