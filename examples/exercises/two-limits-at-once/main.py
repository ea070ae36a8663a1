"""Two limits, of which one gets lost"""

import psycopg2

DSN = "dbname=lab user=reader"
holder = psycopg2.connect(DSN)
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")

conn = psycopg2.connect(DSN + " options='-c statement_timeout=1s'", options="-c lock_timeout=300ms")
cur = conn.cursor()
for statement in ["UPDATE account SET balance = 50 WHERE id = 1", "SELECT pg_sleep(1.5)"]:
    try:
        cur.execute(statement)
        print("done")
    except psycopg2.OperationalError as error:
        print(type(error).__name__)
    conn.rollback()
