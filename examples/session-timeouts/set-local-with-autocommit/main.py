"""SET LOCAL on a connection with autocommit"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()
SET = "SET LOCAL statement_timeout = '100ms'"


def show(how):
    try:
        cur.execute("SHOW statement_timeout")
        print(f"{how}: {cur.fetchone()[0]}, notices {conn.notices}")
    finally:
        conn.notices.clear()


cur.execute(SET)
show("by itself")
cur.execute("SELECT set_config('statement_timeout', '100ms', true)")
show("set_config(…, true)")

cur.execute("BEGIN")
cur.execute(SET)
show("after BEGIN")
cur.execute("ROLLBACK")

with conn:
    cur.execute(SET)
    show("in a with block")
show("after the with block")

try:
    cur.execute(f"{SET}; SELECT pg_sleep(2)")
except psycopg2.errors.QueryCanceled as error:
    print("in one string with its statement:", error.diag.message_primary)
show("after the string")
conn.close()
