"""What a crashed program has left"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
for xid in conn.tpc_recover():
    print("prepared:", xid.gtrid)
    if xid.gtrid.startswith("transfer"):
        conn.tpc_commit(xid)
    else:
        conn.tpc_rollback(xid)
