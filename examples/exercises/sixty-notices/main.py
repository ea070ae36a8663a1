"""Sixty notices, and ten are missing"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("""
    DO $$ BEGIN
        FOR step IN 1..60 LOOP
            RAISE NOTICE 'step %', step;
        END LOOP;
    END $$
""")
notices = list(conn.notices)
print("notices:", len(notices))
for notice in notices:
    cur.execute("INSERT INTO kept (notice) VALUES (%s)", [notice.strip()])
conn.commit()
