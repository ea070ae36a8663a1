"""Attributes of connections and cursors cannot be deleted, or are None then: they are fields of C structures."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
cur = conn.cursor()
try:
    cur.execute("SELECT 1/0")
except psycopg2.Error as error:
    diag = error.diag
for what, thing, names in (
    ("connection", conn, ("Error", "info", "closed", "status", "autocommit", "readonly", "isolation_level", "deferrable")),
    ("cursor", cur, ("closed", "arraysize", "itersize", "withhold", "tzinfo_factory", "name", "rowcount", "description")),
    ("info", conn.info, ("host", "port", "status", "socket")),
    ("diag", diag, ("sqlstate", "message_primary")),
):
    for name in names:
        attempt(f"{what}: del {name}", delattr, thing, name)
print(cur.arraysize, cur.itersize, cur.tzinfo_factory)

for name in ("notices", "notifies", "cursor_factory"):
    attempt(f"connection: del {name}", delattr, conn, name)
    attempt("  again", delattr, conn, name)
    print(getattr(conn, name))
conn.rollback()
cur = conn.cursor()
cur.execute("DO $$BEGIN RAISE NOTICE 'nobody looks'; END$$; LISTEN a; NOTIFY a")
conn.commit()
print(conn.notices, conn.notifies)
for name in ("row_factory", "tzinfo_factory", "string_types", "binary_types", "connection", "query", "rownumber"):
    cur = conn.cursor()
    cur.execute("SELECT now()")
    attempt(f"cursor: del {name}", delattr, cur, name)
    attempt("  again", delattr, cur, name)
    print(getattr(cur, name) is None)
    attempt("  a row", lambda cur=cur: len(cur.fetchone()))
cur = conn.cursor()
del cur.row_factory, cur.tzinfo_factory
cur.row_factory = cur.tzinfo_factory = None
cur.execute("SELECT timestamptz '2024-01-02 03:04:05+06'")
print(cur.fetchall())
