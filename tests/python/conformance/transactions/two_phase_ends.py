"""What the first phase of a two-phase commit ends for others: named cursors and large objects; and recovery by any connection."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extras

conn = psycopg2.connect("")
for method, arguments in (("read", (5,)), ("write", ("a",)), ("seek", (0,)), ("tell", ()), ("truncate", ()), ("close", ())):
    conn.tpc_begin("large object")
    large = conn.lobject(0, "rw")
    conn.tpc_prepare()
    attempt(method, getattr(large, method), *arguments)
    conn.tpc_rollback()
conn.tpc_begin("committed")
large = conn.lobject()
conn.tpc_commit()
attempt("read after the commit", large.read)
conn.rollback()
conn.tpc_begin("named")
cur = conn.cursor("n")
cur.execute("SELECT generate_series(1, 3)")
show("fetched", cur.fetchone())
attempt("an open cursor", conn.tpc_prepare)
conn.tpc_rollback()
attempt("fetch", cur.fetchone)
for connect in (extras.RealDictConnection, extras.DictConnection, extras.NamedTupleConnection):
    conn = psycopg2.connect("", connection_factory=connect)
    conn.tpc_begin("by any")
    conn.tpc_prepare()
    conn.reset()
    (xid,) = (xid for xid in conn.tpc_recover() if xid.gtrid == "by any")
    show(connect.__name__, (xid, xid.database == conn.info.dbname, xid.owner == conn.info.user, type(xid.prepared), state(conn)))
    conn.tpc_rollback(xid)
    conn.close()
