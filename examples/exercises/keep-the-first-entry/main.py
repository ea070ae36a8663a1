"""Lose the report, and not the journal"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=300ms")
cur = conn.cursor()

cur.execute("INSERT INTO journal VALUES ('begun')")
try:
    cur.execute("SELECT pg_sleep(2)")  # the report
except psycopg2.errors.QueryCanceled:
    conn.rollback()
    cur.execute("INSERT INTO journal VALUES ('no report')")
conn.commit()
