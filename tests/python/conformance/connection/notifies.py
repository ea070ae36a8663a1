"""LISTEN and NOTIFY within one session: when notifications are seen, and what they are."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import Notify

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
cur.execute("LISTEN ch")
cur.execute("NOTIFY ch")
cur.execute("NOTIFY ch, 'with a payload'")
cur.execute("NOTIFY other, 'unheard'")
cur.execute("SELECT pg_notify('ch', 'ünï ''quoted''')")
show("count", len(conn.notifies))
pid = conn.get_backend_pid()
for notify in conn.notifies:
    show("notify", (notify.pid == pid, notify.channel, notify.payload))
    show("  as a pair", (len(notify), notify[0] == pid, notify[1], tuple(notify) == (pid, "ch")))
del conn.notifies[:]
conn.autocommit = False
cur.execute("NOTIFY ch, 'in a transaction'")
show("before commit", conn.notifies)
conn.commit()
show("after commit", len(conn.notifies))
attempt("poll", conn.poll)
show("after poll", [notify.payload for notify in conn.notifies])
conn.notifies = None
cur.execute("NOTIFY ch, 'lost'")
conn.commit()
attempt("poll without a list", conn.poll)
show("None", conn.notifies)
a, b = Notify(1, "c"), Notify(1, "c", "p")
show("repr", (a, b, Notify(pid=2, channel="x", payload="'")))
show("equal", (a == b, a == (1, "c"), b == (1, "c"), a != (1, "c"), a == Notify(1, "c"), a == 1))
show("hashes", (hash(a) == hash((1, "c")), hash(b) == hash((1, "c")), len({a, b, (1, "c")})))
attempt("out of range", lambda: a[2])
attempt("third", lambda: b[-1])
attempt("slice", lambda: a[:])
attempt("set", setattr, a, "pid", 2)
attempt("nothing", Notify)
attempt("one", Notify, 1)
attempt("four", Notify, 1, 2, 3, 4)
attempt("any types", Notify, "x", None, 5)
attempt("ordered", lambda: a < b)
attempt("unpacked", lambda: tuple(a))
