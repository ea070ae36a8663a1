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
