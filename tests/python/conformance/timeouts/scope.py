"""SET is undone by rollback, SET LOCAL by the end of the transaction, and reset goes back to the options."""

import psycopg2
from observe import show

conn = psycopg2.connect("", options="-c statement_timeout=5000 -c lock_timeout=4s")
cur = conn.cursor()


def current(what):
    cur.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
    show(what, cur.fetchone())


current("options")
cur.execute("SET statement_timeout = 6000")
current("SET")
conn.rollback()
current("rolled back")
cur.execute("SET statement_timeout = 6000")
conn.commit()
current("committed")
cur.execute("SET LOCAL statement_timeout = 7000")
current("SET LOCAL")
conn.commit()
current("committed")
cur.execute("SELECT set_config('lock_timeout', '3s', true)")
current("set_config, local")
conn.commit()
cur.execute("SELECT set_config('lock_timeout', '3s', false)")
conn.commit()
current("set_config")
cur.execute("RESET statement_timeout")
current("RESET")
conn.rollback()
conn.reset()
current("reset()")
cur.execute("SELECT source FROM pg_settings WHERE name = 'statement_timeout'")
show("source", cur.fetchone())
conn.rollback()
cur.execute("ALTER ROLE reader SET lock_timeout = '9s'")
conn.commit()
current("ALTER ROLE, this session")
for options in ("", "-c lock_timeout=1s"):
    other = psycopg2.connect("", options=options)
    with other.cursor() as his:
        his.execute("SELECT setting, source FROM pg_settings WHERE name = 'lock_timeout'")
        show("another session", his.fetchone())
    other.close()
