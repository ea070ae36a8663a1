"""A limit that the client keeps"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")


def ask(seconds, limit):
    conn.cursor().execute("SELECT pg_sleep(%s)", [seconds])


for seconds, limit in [(0.1, 0.3), (1.5, 0.3), (0.5, 2)]:
    try:
        ask(seconds, limit)
        print("answered")
    except psycopg2.errors.QueryCanceled:
        print("cancelled")
    conn.rollback()
