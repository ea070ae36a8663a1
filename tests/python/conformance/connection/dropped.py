"""Connections that nobody refers to any more are closed, whatever __del__ their class has, and what was not committed is lost."""

import gc
import weakref

import psycopg2
from psycopg2.extensions import connection

watcher = psycopg2.connect("")
watcher.autocommit = True
watching = watcher.cursor()
watching.execute("CREATE TABLE kept (i int)")


def gone(name: str) -> None:
    """Wait until the session has ended; tell what it left."""
    watching.execute(
        """DO $$ BEGIN FOR i IN 1..1000 LOOP
            PERFORM pg_stat_clear_snapshot();
            EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '%s');
            PERFORM pg_sleep(0.01);
        END LOOP; END $$"""
        % name
    )
    watching.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", (name,))
    print(name, watching.fetchone())
    watching.execute("SELECT * FROM kept")
    print(watching.fetchall())


class Tells(connection):
    def __del__(self):
        print("deleted", self.closed, self.status, self.info.transaction_status)


class Fails(connection):
    def __del__(self):
        self.cursor().execute("INSERT INTO kept VALUES (3)")
        self.commit()


class Revives(connection):
    alive = []

    def __del__(self):
        self.alive.append(self)


def use(factory, name):
    conn = psycopg2.connect("", connection_factory=factory, application_name=name)
    cur = conn.cursor()
    cur.execute("INSERT INTO kept VALUES (1)")
    return conn, cur


use(connection, "plain")
gone("plain")
use(Tells, "tells")
gone("tells")
conn, cur = use(Fails, "commits")
del cur, conn
gone("commits")

conn, cur = use(connection, "by its cursor")
seen = weakref.ref(conn)
del conn
gc.collect()
print(seen() is cur.connection, cur.connection.closed)
del cur
print(seen())
gone("by its cursor")

conn, cur = use(connection, "in a circle")
circle = [conn, cur]
circle.append(circle)
del conn, cur, circle
gc.collect()
gone("in a circle")

use(Revives, "revived")
(revived,) = Revives.alive
print(revived.closed, revived.info.transaction_status)
revived.cursor().execute("INSERT INTO kept VALUES (4)")
revived.commit()
del revived, Revives.alive[:]
gone("revived")
print(hasattr(connection, "__del__"))
