"""Which of the three has to roll back?"""

import psycopg2
from psycopg2 import extensions

DSN = "dbname=lab user=reader"


def needs_rollback(conn):
    return conn.get_transaction_status() == extensions.TRANSACTION_STATUS_INERROR


conns = {name: psycopg2.connect(DSN) for name in ["idle", "well", "failed"]}
conns["well"].cursor().execute("SELECT 1")
try:
    conns["failed"].cursor().execute("SELECT 1 / 0")
except psycopg2.DataError:
    pass

watcher = psycopg2.connect(DSN)
with watcher, watcher.cursor() as cur:
    for name, conn in conns.items():
        cur.execute("INSERT INTO answer VALUES (%s, %s)", [name, needs_rollback(conn)])
