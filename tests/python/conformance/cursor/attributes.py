"""Every attribute of a fresh cursor, and which of them can be set."""

import psycopg2
from observe import attempt, refused, show

conn = psycopg2.connect("")
cur = conn.cursor()
NAMES = (
    *("name", "closed", "description", "rowcount", "rownumber", "statusmessage", "query", "lastrowid", "arraysize", "itersize"),
    *("scrollable", "withhold", "row_factory", "string_types", "binary_types", "typecaster"),
)
for name in NAMES:
    show(name, getattr(cur, name))
show("tzinfo_factory", cur.tzinfo_factory.__name__)
show("connection", cur.connection is conn)
show("repr", (repr(cur), str(cur)))
for name in (*NAMES, "connection", "tzinfo_factory"):
    attempt(f"{name} = 5", setattr, cur, name, 5)
for name in ("arraysize", "itersize", "row_factory", "tzinfo_factory"):
    show(name, getattr(cur, name))
for value in ("x", None, 1.5, True, -3, 10**30):
    refused(f"arraysize = {value!r}", setattr, cur, "arraysize", value)
    refused(f"itersize = {value!r}", setattr, cur, "itersize", value)
refused("a new attribute", setattr, cur, "other", 1)
attempt("an unknown attribute", getattr, cur, "nosuch")
for name in ("withhold", "scrollable"):
    for value in (True, False, None, 1):
        attempt(f"{name} = {value!r}", setattr, cur, name, value)
