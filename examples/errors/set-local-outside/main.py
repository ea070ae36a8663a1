"""SET LOCAL with autocommit"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()
cur.execute("SET LOCAL statement_timeout = '5s'")
print("notices:", conn.notices)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
cur.execute("SHOW statement_timeout")
print("statement_timeout:", cur.fetchone())

with conn:  # a transaction, although autocommit is on
    cur.execute("SET LOCAL statement_timeout = '5s'")
    cur.execute("SHOW statement_timeout")
    print("in a with block:", cur.fetchone())
