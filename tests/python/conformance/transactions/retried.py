"""Transactions done again after a serialization failure."""

import psycopg2
from observe import diagnostics, show, state
from psycopg2 import errors, extensions

setup = psycopg2.connect("")
with setup, setup.cursor() as cur:
    cur.execute("CREATE TABLE accounts (name text PRIMARY KEY, balance int); INSERT INTO accounts VALUES ('a', 100), ('b', 100)")


def session(level):
    conn = psycopg2.connect("")
    conn.set_session(isolation_level=level)
    return conn


def transfer(conn, before_writing, tries=3):
    for attempt in range(1, tries + 1):
        try:
            with conn, conn.cursor() as cur:
                cur.execute("SELECT balance FROM accounts WHERE name = 'a'")
                (balance,) = cur.fetchone()
                before_writing(attempt)
                cur.execute("UPDATE accounts SET balance = %s WHERE name = 'a'", (balance - 10,))
            return attempt
        except errors.SerializationFailure as error:
            show(f"attempt {attempt}", (error.pgcode, str(error), isinstance(error, extensions.TransactionRollbackError), state(conn)))
            diagnostics(error)
    return None


def meanwhile(attempt):
    if attempt < 3:
        with setup, setup.cursor() as cur:
            cur.execute("UPDATE accounts SET balance = balance - 1 WHERE name = 'a'")


show("attempts", transfer(session("REPEATABLE READ"), meanwhile))
show("given up", transfer(session("REPEATABLE READ"), meanwhile, tries=2))
show("read committed loses an update", transfer(session("READ COMMITTED"), meanwhile))
first, second = session(extensions.ISOLATION_LEVEL_SERIALIZABLE), session("SERIALIZABLE")
one, two = first.cursor(), second.cursor()
for cur, name in ((one, "a"), (two, "b")):
    cur.execute("SELECT sum(balance) FROM accounts")
    cur.execute("UPDATE accounts SET balance = balance - 1 WHERE name = %s", (name,))
first.commit()
try:
    second.commit()
except psycopg2.OperationalError as error:
    show("at the commit", (type(error).__name__, error.pgcode, str(error)))
    diagnostics(error)
show("states", (state(first), state(second)))
two.execute("SELECT balance FROM accounts ORDER BY name")
show("second sees", two.fetchall())
