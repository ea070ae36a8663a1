"""Notices: their texts, the last fifty, and other containers for them."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
show("type", conn.notices)
cur.execute("DO $$ BEGIN RAISE NOTICE 'one %', 1; RAISE WARNING 'two' USING DETAIL = 'd', HINT = 'h', ERRCODE = '01234'; END $$")
for notice in conn.notices:
    show("notice", notice)
del conn.notices[:]
cur.execute("SET client_min_messages = debug1; DO $$ BEGIN RAISE DEBUG 'dbg'; RAISE LOG 'lg'; RAISE INFO 'inf'; END $$")
show("levels", conn.notices)
conn.notices.clear()
cur.execute("SET client_min_messages = error; DO $$ BEGIN RAISE WARNING 'unheard'; END $$")
show("silenced", conn.notices)
cur.execute("RESET client_min_messages")
for start in (1, 31):
    cur.execute("DO $$ BEGIN FOR i IN %s .. %s LOOP RAISE NOTICE '%%', i; END LOOP; END $$", (start, start + 29))
    show("kept", (len(conn.notices), conn.notices[0], conn.notices[-1]))
cur.execute("DO $$ BEGIN FOR i IN 1 .. 60 LOOP RAISE NOTICE '%', i; END LOOP; END $$")
show("kept of sixty at once", (len(conn.notices), conn.notices[0], conn.notices[-1]))
conn.notices = None
cur.execute("DO $$ BEGIN RAISE NOTICE 'to nobody'; END $$")
show("None", conn.notices)
conn.notices = ()
cur.execute("DO $$ BEGIN RAISE NOTICE 'to nobody'; END $$")
show("tuple", conn.notices)


class Printer:
    def append(self, notice):
        show("printed", notice)


conn.notices = Printer()
cur.execute("DO $$ BEGIN RAISE NOTICE 'here'; END $$; SELECT 1")
attempt("rows all the same", cur.fetchall)
cur.execute("CREATE TEMP TABLE t (id int)")
cur.execute("CREATE TEMP TABLE IF NOT EXISTS t (id int)")
conn.commit()
conn.autocommit = True
cur.execute("SET LOCAL work_mem = '4MB'")
