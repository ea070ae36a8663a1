"""Give the report half a second"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()

cur.execute("SELECT pg_sleep(2)")  # the report
print("the report is there")

cur.execute("SELECT 1")
print("the next question is answered")
