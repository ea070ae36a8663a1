"""Characteristics under autocommit become defaults of the session, and cease to be when it ends."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()


def defaults(what):
    cur.execute(
        "SELECT current_setting('default_transaction_isolation'), current_setting('default_transaction_read_only'), "
        "current_setting('default_transaction_deferrable')"
    )
    show(what, (*cur.fetchone(), conn.isolation_level, conn.readonly, conn.deferrable, conn.autocommit))
    conn.rollback()


defaults("initially")
conn.autocommit = True
defaults("autocommit")
conn.isolation_level = "SERIALIZABLE"
conn.readonly = True
conn.deferrable = True
defaults("set")
attempt("writing", cur.execute, "CREATE TABLE t (id int)")
conn.readonly = False
attempt("writing", cur.execute, "CREATE TABLE t (id int)")
conn.readonly = None
defaults("readonly None")
conn.autocommit = False
defaults("autocommit off")
conn.autocommit = True
defaults("and on again")
conn.set_session(isolation_level="default", readonly="default", deferrable="default")
defaults("all default")
conn.set_session(isolation_level=1, autocommit=False)
defaults("level without autocommit")
conn.set_session(autocommit=True)
defaults("autocommit with a level from before")
