"""Where a limit goes behind PgBouncer, in transaction mode"""

import os
import threading

import psycopg2


def client(**parameters):
    conn = psycopg2.connect("dbname=lab user=reader", **parameters)
    conn.autocommit = True
    return conn, conn.cursor()


def limit(cur):
    cur.execute("SHOW statement_timeout")
    return cur.fetchone()[0]


first, cur = client(options="-c statement_timeout=5s")
print("options says", first.info.options, "and the limit is", limit(cur))

first.autocommit = False
cur.execute("SET LOCAL statement_timeout = '200ms'")
print("SET LOCAL:", limit(cur))
first.commit()
print("after the commit:", limit(cur))
first.commit()

first.autocommit = True
cur.execute("SET statement_timeout = '300ms'")
second, other = client()
print("SET by the first client, seen by the second:", limit(other))
try:
    other.execute("SELECT pg_sleep(1)")
except psycopg2.Error as error:
    print("the second client:", type(error).__name__)
cur.execute("RESET statement_timeout")

cur.execute("SELECT pg_backend_pid()")
print("conn.info.backend_pid is the server's:", first.info.backend_pid == cur.fetchone()[0])

threading.Timer(0.5, first.cancel).start()
try:
    cur.execute("SELECT pg_sleep(3)")
except psycopg2.Error as error:
    print("cancel():", error.diag.message_primary)

cur.execute("SELECT pg_backend_pid()")
admin = psycopg2.connect("dbname=lab user=reader", port=os.environ["SERVER_PORT"])
admin.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", cur.fetchone())
cur.execute("SELECT 'answered by another session'")
print("its session ended while it was idle:", cur.fetchone()[0])
