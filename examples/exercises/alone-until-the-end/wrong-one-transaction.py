"""Two steps, and nobody in between"""

import psycopg2

DSN = "dbname=lab user=reader"


def somebody_else_tries():
    """Whether another worker can get in now is written down."""
    other = psycopg2.connect(DSN)
    with other, other.cursor() as cur:
        cur.execute("INSERT INTO attempt (got_in) SELECT pg_try_advisory_lock(42)")
    other.close()


conn = psycopg2.connect(DSN)
cur = conn.cursor()
cur.execute("SELECT pg_advisory_xact_lock(42)")
cur.execute("INSERT INTO step VALUES (1)")
somebody_else_tries()
cur.execute("INSERT INTO step VALUES (2)")
conn.commit()
somebody_else_tries()
