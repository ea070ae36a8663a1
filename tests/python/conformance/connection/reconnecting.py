"""A loop that connects again after its session was ended, and does its statement again."""

import psycopg2
from observe import show, state

watcher = psycopg2.connect("")
watcher.autocommit = True


class Database:
    def __init__(self):
        self.conn, self.connected = None, 0

    def cursor(self):
        if self.conn is None or self.conn.closed:
            self.conn, self.connected = psycopg2.connect("application_name=again"), self.connected + 1
        return self.conn.cursor()

    def run(self, query, vars=None, tries=3):
        rows = None
        for attempt in range(1, tries + 1):
            try:
                with self.cursor() as cur:
                    cur.execute(query, vars)
                    rows = cur.fetchall()
                self.conn.commit()
                break
            except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
                print(f"    attempt {attempt}: {type(error).__name__} {str(error).splitlines()[0]!r} {state(self.conn)}")
                if self.conn.closed == 0:
                    self.conn.rollback()
        return rows


def kill():
    watcher.cursor().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'again'")
    gone = False
    while not gone:
        cur = watcher.cursor()
        cur.execute("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'again'")
        (gone,) = cur.fetchone()


db = Database()
show("first", db.run("SELECT 1"))
kill()
show("after a kill", db.run("SELECT 2"))
db.cursor().execute("SELECT 3")
kill()
show("killed in a transaction", db.run("SELECT 4"))
db.conn.close()
show("closed", db.run("SELECT 5"))
show("a statement that kills itself", db.run("SELECT pg_terminate_backend(pg_backend_pid())"))
show("times connected", db.connected)
cur = db.cursor()
old = db.conn
try:
    with old, cur:
        cur.execute("SELECT pg_terminate_backend(pg_backend_pid())")
except psycopg2.Error as error:
    show("with", (type(error).__name__, str(error), type(error.__context__).__name__))
show("state", state(old))
try:
    cur.close()
except psycopg2.Error as error:
    show("close", (type(error).__name__, str(error)))
show("closed cursor", cur.closed)
