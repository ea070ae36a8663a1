"""set_isolation_level, the older way: it rolls back, and knows autocommit as 0."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int)")
conn.commit()
for level in (0, 1, 2, 3, 4, None, 5, -1, 100, "SERIALIZABLE", "nope", "default", 1.5, True, b"read committed"):
    cur.execute("INSERT INTO t VALUES (1)")
    attempt(repr(level), conn.set_isolation_level, level)
    show("  is", (conn.isolation_level, conn.autocommit, state(conn)))
    conn.rollback()
cur.execute("SELECT count(*) FROM t")
show("rows kept", cur.fetchone())
conn.rollback()
conn.set_isolation_level(0)
conn.isolation_level = 3
show("both", (conn.isolation_level, conn.autocommit))
cur.execute("SHOW default_transaction_isolation")
show("default", cur.fetchone())
conn.set_isolation_level(1)
show("both", (conn.isolation_level, conn.autocommit))
cur.execute("SHOW default_transaction_isolation")
show("default", cur.fetchone())
