"""Towns that begin with A"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
with conn, conn.cursor() as cur:
    cur.execute(
        "INSERT INTO found SELECT name FROM town WHERE name LIKE 'A%' AND inhabitants > %s",
        [1000],
    )
    print("found:", cur.rowcount)
