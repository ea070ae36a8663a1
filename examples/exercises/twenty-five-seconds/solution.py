"""A report may take twenty-five seconds"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=25s")
cur = conn.cursor()

cur.execute("SELECT pg_sleep(0.2)")  # the report
print("the report is there")
