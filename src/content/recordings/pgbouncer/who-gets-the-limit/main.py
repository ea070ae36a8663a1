"""Where a limit goes behind PgBouncer, in transaction mode"""

import psycopg2


def client(**parameters):
    conn = psycopg2.connect("dbname=lab user=reader", **parameters)
    conn.autocommit = True
    return conn, conn.cursor()


def limit(cur):
    cur.execute("SHOW statement_timeout")
    return cur.fetchone()[0]


first, cur = client(options="-c statement_timeout=5s")
print("options says", first.info.options, "and the limit is", limit(cur))

first.autocommit = False
cur.execute("SET LOCAL statement_timeout = '200ms'")
print("SET LOCAL:", limit(cur))
first.commit()
print("after the commit:", limit(cur))
first.commit()

first.autocommit = True
cur.execute("SET statement_timeout = '300ms'")
second, other = client()
print("SET by the first client, seen by the second:", limit(other))
try:
    other.execute("SELECT pg_sleep(1)")
except psycopg2.Error as error:
    print("the second client:", type(error).__name__)
