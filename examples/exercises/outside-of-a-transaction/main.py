"""An index while others write"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT count(*) FROM journal")
print("entries:", cur.fetchone()[0])

cur.execute("CREATE INDEX CONCURRENTLY journal_entry ON journal (entry)")
print("the index is there")
