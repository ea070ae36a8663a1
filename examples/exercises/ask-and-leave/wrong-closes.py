"""Ask two connections whether they are alive"""

import psycopg2

DSN = "dbname=lab user=reader"


def is_alive(conn):
    try:
        conn.cursor().execute("SELECT 1")
        return True
    except psycopg2.Error:
        return False
    finally:
        conn.close()


one, two = psycopg2.connect(DSN), psycopg2.connect(DSN)
watcher = psycopg2.connect(DSN)
watcher.autocommit = True
cur = watcher.cursor()

cur.execute("SELECT pg_terminate_backend(%s, 5000)", [two.info.backend_pid])
pid = one.info.backend_pid
for name, conn in [("one", one), ("two", two)]:
    cur.execute("INSERT INTO answer VALUES (%s, %s)", [name, is_alive(conn)])
cur.execute("INSERT INTO seen SELECT state FROM pg_stat_activity WHERE pid = %s", [pid])
