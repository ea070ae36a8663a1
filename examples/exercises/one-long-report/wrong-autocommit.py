"""A limit of one second, and one report that may take longer"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=1s")
conn.autocommit = True
cur = conn.cursor()

cur.execute("SET LOCAL statement_timeout = '10s'")
cur.execute("SELECT pg_sleep(1.5)")  # the report
conn.commit()
print("the report is there")

cur.execute("SELECT count(*) FROM account")
conn.commit()
print("so is the count")
