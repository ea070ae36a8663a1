"""Take a job that is free"""

import psycopg2

DSN = "dbname=lab user=reader"
colleagues = [psycopg2.connect(DSN), psycopg2.connect(DSN)]
for job, colleague in enumerate(colleagues, start=1):
    colleague.cursor().execute("SELECT FROM job WHERE id = %s FOR UPDATE", [job])

conn = psycopg2.connect(DSN, options="-c lock_timeout=500ms")
cur = conn.cursor()
cur.execute("SELECT id FROM job WHERE NOT done ORDER BY id LIMIT 1 FOR UPDATE NOWAIT")
(job,) = cur.fetchone()
cur.execute("UPDATE job SET done = true WHERE id = %s", [job])
conn.commit()
print("done:", job)
