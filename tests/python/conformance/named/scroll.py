"""scroll on a named cursor, scrollable or not."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
for scrollable in (None, True, False):
    cur = conn.cursor("c", scrollable=scrollable)
    show("scrollable", cur.scrollable)
    cur.execute("SELECT generate_series(0, 9)")
    show("  query", cur.query)
    for arguments in ((2,), (-1,), (0,), (5, "absolute"), (100,), (-3, "absolute"), (0, "absolute"), (1, "nosuch"), ("1",)):
        attempt(f"  scroll{arguments}", cur.scroll, *arguments)
        show("    attributes", (cur.statusmessage, cur.rowcount, cur.rownumber, cur.description))
        attempt("    fetchone", cur.fetchone)
        if conn.get_transaction_status() == 3:
            break
    conn.rollback()
cur = conn.cursor("d")
for name in ("scrollable", "withhold"):
    for value in (True, False, None, 1, "x"):
        attempt(f"{name} = {value!r}", setattr, cur, name, value)
        show("  is", getattr(cur, name))
cur = conn.cursor("e", withhold=True, scrollable=True)
cur.execute("SELECT 1")
show("query", cur.query)
attempt("scroll before execute", conn.cursor("f").scroll, 1)
conn.rollback()
for kwargs in ({"withhold": True}, {"scrollable": True}, {"scrollable": False}, {"withhold": False, "scrollable": None}):
    attempt(f"without a name: {kwargs}", lambda kwargs=kwargs: conn.cursor(**kwargs).name)
for value in (None, 5, "x", ""):
    attempt(f"withhold={value!r}", lambda value=value: conn.cursor("g", withhold=value).withhold)
    attempt(f"scrollable={value!r}", lambda value=value: conn.cursor("g", scrollable=value).scrollable)
