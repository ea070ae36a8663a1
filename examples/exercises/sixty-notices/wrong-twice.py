"""Sixty notices, and ten are missing"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
notices = []
for first in [1, 31]:
    cur.execute(f"""
        DO $$ BEGIN
            FOR step IN {first}..{first + 29} LOOP
                RAISE NOTICE 'step %', step;
            END LOOP;
        END $$
    """)
    notices += conn.notices
for notice in notices:
    cur.execute("INSERT INTO kept (notice) VALUES (%s)", [notice.strip()])
conn.commit()
