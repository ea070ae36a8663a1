"""The program that changed the row has ended"""

import psycopg2

DSN = "dbname=lab user=reader"


def change_the_row():
    conn = psycopg2.connect(DSN, options="-c lock_timeout=200ms")
    try:
        conn.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")
        return "changed"
    except psycopg2.errors.LockNotAvailable:
        return "somebody has it locked"
    finally:
        conn.close()


conn = psycopg2.connect(DSN)
conn.tpc_begin("transfer 1")
conn.cursor().execute("UPDATE account SET balance = balance - 10 WHERE id = 1")
conn.tpc_prepare()
print("status:", conn.status)
conn.close()

print("after close():", change_the_row())

watcher = psycopg2.connect(DSN)
with watcher, watcher.cursor() as cur:
    cur.execute("SELECT DISTINCT pid FROM pg_locks WHERE relation = 'account'::regclass")
    print("locked by the process:", cur.fetchall())
    cur.execute("SELECT gid FROM pg_prepared_xacts")
    print("prepared:", cur.fetchall())

for xid in watcher.tpc_recover():
    watcher.tpc_rollback(xid)
print("after tpc_rollback():", change_the_row())
