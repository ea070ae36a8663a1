"""A signal that arrives while a statement runs: its handler is called when the result is there, before the cursor has it."""

import io
import os
import signal
import threading

import psycopg2
from observe import state
from psycopg2.extras import execute_batch

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (i int)")
conn.commit()
pid = conn.info.backend_pid
holder = psycopg2.connect("")
holder.autocommit = True
holding = holder.cursor()
WAITS = "SELECT pg_advisory_xact_lock_shared(1)"


def signal_and_release():
    """Once the main thread's statement waits for the lock."""
    while True:
        holding.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND NOT granted", (pid,))
        if holding.fetchone()[0]:
            break
    os.kill(os.getpid(), signal.SIGINT)
    holding.execute("SELECT pg_advisory_unlock(1)")


def interrupted(what, function, *args):
    conn.rollback()
    holding.execute("SELECT pg_advisory_lock(1)")
    cur.execute("SELECT 'before'")
    thread = threading.Thread(target=signal_and_release)
    thread.start()
    try:
        print(what, function(*args))
    except BaseException as error:
        print(what, type(error).__name__, error, type(error.__context__).__name__)
    thread.join()
    print("   ", state(conn), cur.rowcount, cur.statusmessage, cur.rownumber, cur.description and cur.description[0].name)
    try:
        print("   ", cur.fetchall())
    except psycopg2.Error as error:
        print("   ", type(error).__name__, error)


def raises(*_):
    raise ValueError("from the handler")


def tells(*_):
    print("    told", cur.statusmessage, cur.rowcount)


def asks(*_):
    other = conn.cursor()
    other.execute("SELECT 'asked'")
    print("   ", other.fetchone())


for handler in (signal.default_int_handler, raises, tells, asks, signal.SIG_IGN):
    signal.signal(signal.SIGINT, handler)
    print(handler.__name__ if callable(handler) else handler.name)
    interrupted("execute", cur.execute, WAITS)
    interrupted("of no rows", cur.execute, "INSERT INTO t SELECT 1 WHERE (SELECT pg_advisory_xact_lock_shared(1)) IS NULL")
    interrupted("an error", cur.execute, f"{WAITS}; SELECT 1/0")
    interrupted("one of several", cur.executemany, "SELECT %s, pg_advisory_xact_lock_shared(1)", [(1,), (2,), (3,)])
    interrupted("a batch", execute_batch, cur, "SELECT %s, pg_advisory_xact_lock_shared(1)", [(1,), (2,), (3,)], 1)
    interrupted("out of a table", cur.copy_expert, f"COPY ({WAITS}) TO STDOUT", io.StringIO())
    interrupted("a function", cur.callproc, "pg_advisory_xact_lock_shared", (1,))
conn.rollback()
cur.execute("SELECT 'usable'")
print(cur.fetchone())
