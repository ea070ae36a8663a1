"""Three hundred rows, a hundred at a time"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
numbers = conn.cursor("numbers")
numbers.execute("SELECT n FROM number ORDER BY n")
work = conn.cursor()
while batch := numbers.fetchmany(100):
    work.execute("INSERT INTO doubled SELECT 2 * unnest(%s)", [[n for (n,) in batch]])
    conn.commit()
    print("done:", len(batch))
