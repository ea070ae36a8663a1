"""A connection before, in and after a with block"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")


def show(moment):
    print(f"{moment}: closed {conn.closed}, transaction status {conn.get_transaction_status()}")


with conn:
    conn.cursor().execute("INSERT INTO task VALUES ('first')")
    show("inside the block")
show("after the block")

try:
    with conn:
        conn.cursor().execute("INSERT INTO task VALUES ('second')")
        raise KeyError("not even a database error")
except KeyError:
    show("after an exception")

with conn, conn.cursor() as cur:
    cur.execute("SELECT title FROM task")
    print("saved:", cur.fetchall())
conn.close()
show("after close()")
