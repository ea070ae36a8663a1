"""Whose session is it? Behind PgBouncer, in transaction mode"""

import os
import threading

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

cur.execute("SELECT pg_backend_pid()")
pid = cur.fetchone()[0]
print("conn.info.backend_pid is the server's:", conn.info.backend_pid == pid)

threading.Timer(0.5, conn.cancel).start()
try:
    cur.execute("SELECT pg_sleep(3)")
except psycopg2.Error as error:
    print("cancel():", error.diag.message_primary)

server = psycopg2.connect("dbname=lab user=reader", port=os.environ["SERVER_PORT"])
server.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
cur.execute("SELECT 'answered by another session'")
print("its session ended while it was idle:", cur.fetchone()[0])
