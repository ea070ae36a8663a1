"""Give the report half a second"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=500ms")
cur = conn.cursor()

try:
    cur.execute("SELECT pg_sleep(2)")  # the report
    print("the report is there")
except psycopg2.errors.QueryCanceled:
    print("no report today")

try:
    cur.execute("SELECT 1")
    print("the next question is answered")
except psycopg2.Error as error:
    print(error)
