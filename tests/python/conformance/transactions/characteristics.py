"""isolation_level, readonly and deferrable as attributes."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()


def begun():
    cur.execute("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
    row = cur.fetchone()
    cur.execute("SHOW transaction_deferrable")
    show("  on the server", (*row, *cur.fetchone()))
    conn.rollback()


show("initially", (conn.isolation_level, conn.readonly, conn.deferrable))
for value in (
    *(extensions.ISOLATION_LEVEL_SERIALIZABLE, extensions.ISOLATION_LEVEL_REPEATABLE_READ, 1, 4, "serializable"),
    *(b"repeatable read", None, "default", 0, 5, "", "nope", 1.0, True),
):
    attempt(f"isolation_level = {value!r}", setattr, conn, "isolation_level", value)
    show("  is", conn.isolation_level)
    begun()
conn.isolation_level = None
for value in (True, False, None, "default", b"Default", "on", 0, 1, "", 2.5):
    attempt(f"readonly = {value!r}", setattr, conn, "readonly", value)
    show("  is", conn.readonly)
    attempt(f"deferrable = {value!r}", setattr, conn, "deferrable", value)
    show("  is", conn.deferrable)
    begun()
cur.execute("SELECT 1")
for name in ("isolation_level", "readonly", "deferrable"):
    attempt(f"{name} in a transaction", setattr, conn, name, 1)
