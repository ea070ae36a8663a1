"""error.diag as an object."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import Diagnostics

conn = psycopg2.connect("")
cur = conn.cursor()
try:
    cur.execute("SELECT * FROM nosuch")
except psycopg2.Error as caught:
    error = caught
diag = error.diag
show("type", f"{type(diag).__module__}.{type(diag).__name__}")
show("names", [name for name in dir(diag) if not name.startswith("_")])
show("another each time", error.diag is diag)
attempt("unknown", getattr, diag, "nosuch")
attempt("set", setattr, diag, "sqlstate", "x")
attempt("where", lambda: (diag.source_file, diag.source_function, diag.source_line.isdigit()))
conn.rollback()
conn.close()
show("kept when closed", (diag.sqlstate, error.diag.message_primary))
attempt("by hand", lambda: Diagnostics(error).sqlstate)
attempt("of an error by hand", lambda: Diagnostics(psycopg2.Error("x")).sqlstate)
attempt("of another exception", Diagnostics, ValueError("x"))
attempt("of nothing", Diagnostics)
attempt("of None", Diagnostics, None)
