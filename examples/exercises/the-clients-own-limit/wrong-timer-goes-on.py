"""A limit that the client keeps"""

import threading

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")


def ask(seconds, limit):
    timer = threading.Timer(limit, conn.cancel)
    timer.start()
    try:
        conn.cursor().execute("SELECT pg_sleep(%s)", [seconds])
    finally:
        pass


for seconds, limit in [(0.1, 0.3), (1.5, 0.3), (0.5, 2)]:
    try:
        ask(seconds, limit)
        print("answered")
    except psycopg2.errors.QueryCanceled:
        print("cancelled")
    conn.rollback()
