"""PgBouncer's query_timeout, and what becomes of the statement"""

import os

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
try:
    conn.cursor().execute("SELECT pg_sleep(5)")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error, end="")
print("closed", conn.closed)
print("conn.info.error_message:", conn.info.error_message.splitlines()[0])

server = psycopg2.connect("dbname=lab user=reader", port=os.environ["SERVER_PORT"])
cur = server.cursor()
cur.execute("SELECT state, query FROM pg_stat_activity WHERE query LIKE '%pg_sleep(5)' AND pid <> pg_backend_pid()")
print("on the server:", cur.fetchone())
