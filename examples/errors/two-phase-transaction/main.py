"""commit() in a two-phase transaction"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
conn.tpc_begin(conn.xid(1, "transfer", "here"))
cur.execute("SELECT 1")
for call in conn.commit, conn.rollback:
    try:
        call()
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.tpc_rollback()
print("after tpc_rollback(): status", conn.status)
