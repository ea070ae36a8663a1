"""An entry that nobody finds"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("INSERT INTO journal VALUES ('first')")
print("rows inserted:", cur.rowcount)
conn.autocommit = True
conn.close()
