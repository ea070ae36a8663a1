"""LISTEN and NOTIFY between two sessions: who hears what, and when."""

import select

import psycopg2
from observe import show

listener, sender = psycopg2.connect(""), psycopg2.connect("")
listener.autocommit = sender.autocommit = True
ears, voice = listener.cursor(), sender.cursor()
ears.execute('LISTEN a; LISTEN "Odd name"')
voice.execute("NOTIFY a, 'first'")
voice.execute("NOTIFY b, 'to nobody'")
voice.execute('NOTIFY "Odd name"')
show("not yet", listener.notifies)
show("readable", select.select([listener], [], [], 5)[0] == [listener])
while len(listener.notifies) < 2:
    listener.poll()
show("heard", [(notify.channel, notify.payload, notify.pid == sender.info.backend_pid) for notify in listener.notifies])
listener.notifies.clear()
sender.autocommit = False
voice.execute("NOTIFY a, 'twice'; NOTIFY a, 'twice'; NOTIFY a, 'once'")
ears.execute("SELECT 1")
show("before the commit", listener.notifies)
sender.commit()
while len(listener.notifies) < 2:
    ears.execute("SELECT 1")
show("after it", [notify.payload for notify in listener.notifies])
listener.notifies.clear()
voice.execute("NOTIFY a, 'rolled back'")
sender.rollback()
ears.execute("UNLISTEN a")
voice.execute("NOTIFY a, 'unheard'")
sender.commit()
ears.execute("SELECT pg_listening_channels()")
show("channels", ears.fetchall())
listener.autocommit = False
ears.execute("SELECT 1")
voice.execute("SELECT pg_notify('Odd name', %s)", ("x" * 100,))
sender.commit()
ears.execute("SELECT 1")
show("not within a transaction", listener.notifies)
listener.commit()
while not listener.notifies:
    listener.poll()
show("after it", [len(notify.payload) for notify in listener.notifies])
