"""A loop that waits for notifications with select, and what else arrives meanwhile."""

import json
import select

import psycopg2
from observe import show, state
from psycopg2 import extensions, sql

conn, other = psycopg2.connect(""), psycopg2.connect("")
for each in (conn, other):
    each.set_isolation_level(extensions.ISOLATION_LEVEL_AUTOCOMMIT)
cur, out = conn.cursor(), other.cursor()
for channel in ("jobs", "stop"):
    cur.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
show("nothing yet", select.select([conn], [], [], 0) == ([], [], []))
for number in range(3):
    out.execute("SELECT pg_notify('jobs', %s)", (json.dumps({"n": number, "text": "é'"}),))
out.execute("NOTIFY stop")
running, seen = True, []
while running:
    if select.select([conn], [], [], 5) == ([], [], []):
        print("timeout")
        break
    conn.poll()
    while conn.notifies:
        notify = conn.notifies.pop(0)
        if notify.channel == "stop":
            running = False
        else:
            seen.append(json.loads(notify.payload))
            show("same backend", notify.pid == other.info.backend_pid)
show("seen", seen)
show("state", state(conn))
conn.notifies = []
out.execute("NOTIFY jobs, 'to a list of my own'")
select.select([conn], [], [], 5)
conn.poll()
show("list", [notify.payload for notify in conn.notifies])
made = extensions.Notify(1, "c", "p")
show("notify", (str(made), made == (1, "c"), made == (1, "c", "p")))


class Queue:
    def append(self, notify):
        show("appended", (notify.channel, notify.payload))


conn.notifies = Queue()
out.execute("NOTIFY jobs, 'to a queue'")
select.select([conn], [], [], 5)
conn.poll()
out.execute("NOTIFY jobs, 'with a query'")
cur.execute("SELECT 1")
conn.notifies = None
out.execute("NOTIFY jobs, 'to nobody'")
cur.execute("SELECT 1")
show("notifies", conn.notifies)
conn.notifies = []
cur.execute("UNLISTEN *")
out.execute("NOTIFY jobs")
cur.execute("SELECT 1")
show("deaf", conn.notifies)
cur.execute("LISTEN a; NOTIFY a, 'own'")
show("of itself", [(notify.payload, notify.pid == conn.info.backend_pid) for notify in conn.notifies])
out.execute("SELECT pg_terminate_backend(%s)", (conn.info.backend_pid,))
show("readable at the end", select.select([conn], [], [], 5)[0] == [conn])
for _ in range(3):
    if not conn.closed:
        select.select([conn], [], [], 5)
    try:
        show("poll", conn.poll())
    except psycopg2.Error as error:
        show("poll", (type(error).__name__, str(error), state(conn)))
show("notices", conn.notices)
