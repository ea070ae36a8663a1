"""Forms of ALTER TABLE, and the lock that each of them takes"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()

for change in (
    "ADD COLUMN note text",
    "ALTER COLUMN balance SET DEFAULT 0",
    "ALTER COLUMN balance TYPE bigint",
    "ALTER COLUMN balance SET STATISTICS 200",
    "SET (fillfactor = 80)",
    "VALIDATE CONSTRAINT not_negative",
):
    cur.execute(f"ALTER TABLE account {change}")
    cur.execute("SELECT mode FROM pg_locks WHERE relation = 'account'::regclass AND pid = pg_backend_pid()")
    print(f"{change:<40} {', '.join(sorted(mode for (mode,) in cur))}")
    conn.rollback()
conn.close()
