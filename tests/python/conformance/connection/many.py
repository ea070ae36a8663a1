"""Many connections, one after the other and at the same time."""

import psycopg2
from observe import show, state

for _ in range(30):
    conn = psycopg2.connect("")
    with conn.cursor() as cur:
        cur.execute("SELECT 1")
    conn.close()
show("one after the other", state(conn))
conns = [psycopg2.connect("", application_name=f"session {n}") for n in range(10)]
show("at the same time", len({conn.info.backend_pid for conn in conns}))
cur = conns[0].cursor()
cur.execute("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'session%' ORDER BY 1")
show("seen by the server", [name for (name,) in cur])
for n, conn in enumerate(conns):
    conn.cursor().execute("CREATE TEMP TABLE mine AS SELECT %s AS n", (n,))
found = []
for conn in conns:
    cur = conn.cursor()
    cur.execute("SELECT n FROM mine")
    found.append(cur.fetchone()[0])
show("each has its own", found)
for conn in conns[1:]:
    conn.close()
conns[0].rollback()
cur = conns[0].cursor()
while True:
    cur.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'session%'")
    if cur.fetchone() == (1,):
        break
    conns[0].rollback()
show("gone", True)
