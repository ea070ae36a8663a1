"""Ten slow rows, under a limit that is too short for all of them"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=500ms")
SLOW = "SELECT n, pg_sleep(0.1) FROM generate_series(1, 10) AS n"  # 0.1 s for each row


def read(cur):
    rows = 0
    try:
        cur.execute(SLOW)
        print("rowcount:", cur.rowcount)
        for _ in cur:
            rows += 1
    except psycopg2.errors.QueryCanceled:
        print("cancelled")
    print("rows read:", rows)
    conn.rollback()


print("an ordinary cursor")
read(conn.cursor())

print("a named cursor")
named = conn.cursor("slow")
named.itersize = 3  # so many rows come at a time
read(named)
