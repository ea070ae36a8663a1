"""scroll on a cursor of the client."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
attempt("before any", cur.scroll, 1)
cur.execute("SELECT generate_series(0, 9)")
for arguments in (
    (2,),
    (-1,),
    (0,),
    (3, "relative"),
    (0, "absolute"),
    (9, "absolute"),
    (1,),
    (10, "absolute"),
    (-1, "absolute"),
    (-100,),
    (5, "absolute"),
    (2, "nosuch"),
    (2, None),
    (2, b"absolute"),
    ("2",),
    (1.5,),
    (None,),
    (True,),
    (2**40,),
):
    attempt(f"scroll{arguments}", cur.scroll, *arguments)
    show("  rownumber", cur.rownumber)
attempt("by keywords", lambda: cur.scroll(mode="absolute", value=4))
show("fetchone", cur.fetchone())
attempt("nothing", cur.scroll)
attempt("three", cur.scroll, 1, "relative", 3)
cur.execute("SET search_path = public")
attempt("no rows", cur.scroll, 1)
cur.close()
attempt("closed", cur.scroll, 1)
