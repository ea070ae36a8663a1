"""When notifications show: those that follow a statement's only result are there with it, those after several results are not."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, extras


def session(kind, conn, wait=lambda: None, ends=True):
    cur = conn.cursor()

    def run(sql):
        cur.execute(sql)
        wait()

    def seen(what):
        show(f"{kind}, {what}", ([notify.payload for notify in conn.notifies], len(conn.notices)))
        del conn.notifies[:], conn.notices[:]

    def end(method):
        if ends:
            getattr(conn, method)()
            seen(method)

    run("LISTEN a")
    end("commit")
    for sql, method in (
        *(("NOTIFY a, '1'", "commit"), ("SELECT 1", "commit"), ("NOTIFY a, '2'", "rollback")),
        *(("SELECT 1; NOTIFY a, '3'; SELECT 2", "commit"), ("DO $$ BEGIN RAISE NOTICE 'x'; NOTIFY a, '4'; END $$", "commit")),
    ):
        run(sql)
        seen(sql)
        end(method)
    attempt("an error", run, "SELECT 1/0")
    seen("after it")
    end("rollback")
    run("SELECT 1")
    seen("a statement")
    other = psycopg2.connect("", async_=0)
    other.autocommit = True
    other.cursor().execute("NOTIFY a, 'of another session'")
    other.close()
    end("commit")
    run("SELECT 1")
    seen("then")
    conn.close()


session("plain", psycopg2.connect(""))
conn = psycopg2.connect("")
conn.autocommit = True
session("autocommit", conn)
conn = psycopg2.connect("", async_=1)
extras.wait_select(conn)
session("asynchronous", conn, lambda conn=conn: extras.wait_select(conn), ends=False)
extensions.set_wait_callback(extras.wait_select)
session("green", psycopg2.connect(""))
