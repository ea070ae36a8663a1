"""A named cursor with autocommit, in a with block, and one that is held"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
try:
    conn.cursor("rows").execute("SELECT generate_series(1, 3)")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

try:
    with conn:
        conn.cursor().execute("SELECT 1")  # opens a transaction, although autocommit is on
        print("in a with block: transaction", conn.get_transaction_status())
        conn.cursor("rows").execute("SELECT generate_series(1, 3)")
except psycopg2.Error as error:
    print("in a with block:", error)

cur = conn.cursor("rows", withhold=True)
cur.execute("SELECT generate_series(1, 3)")
print("with withhold=True:", cur.fetchall())
cur.close()

conn.autocommit = False
cur = conn.cursor("rows")
cur.execute("SELECT generate_series(1, 3)")
print("without autocommit:", cur.fetchall())
