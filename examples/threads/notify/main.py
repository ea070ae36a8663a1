"""LISTEN and NOTIFY: waiting for another session without asking again and again"""

import select
import threading

import psycopg2

listener, sender = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
listener.autocommit = True  # nothing is delivered inside a transaction
listener.cursor().execute("LISTEN orders")


def receive():
    while True:
        select.select([listener], [], [])  # sleeps until the server says something
        listener.poll()
        while listener.notifies:
            notify = listener.notifies.pop(0)
            author = "the sender" if notify.pid == sender.info.backend_pid else "somebody else"
            print(f"on {notify.channel}: {notify.payload!r}, from {author}")
            if notify.payload == "the end":
                return


thread = threading.Thread(target=receive)
thread.start()

cur = sender.cursor()
cur.execute("NOTIFY orders, 'order 1'")
cur.execute("NOTIFY orders, 'order 1'")
cur.execute("SELECT pg_notify('orders', %s)", ["order 2"])
print("executed three times, not committed yet")
sender.commit()
cur.execute("NOTIFY orders, 'order 3'")
sender.rollback()
cur.execute("NOTIFY orders, 'the end'")
sender.commit()
thread.join()
