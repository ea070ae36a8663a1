"""None, booleans, and their adapters."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()
show("in a query", cur.mogrify("%s %s %s", (None, True, False)))
cur.execute("SELECT %s, %s, %s", (None, True, False))
show("back", cur.fetchone())
show("adapted", (extensions.adapt(None).getquoted(), extensions.adapt(True).getquoted(), extensions.adapt(False).getquoted()))
show("types", [type(extensions.adapt(value)).__name__ for value in (None, True, 1)])
for value in (0, 1, "", "x", None, [], 2.5):
    show(f"Boolean({value!r})", (extensions.Boolean(value).getquoted(), str(extensions.Boolean(value))))
extensions.register_adapter(type(None), lambda value: extensions.AsIs("'nothing'"))
show("another adapter of None", cur.mogrify("%s %s", (None, [None])))
show("adapt", extensions.adapt(None).getquoted())
extensions.register_adapter(bool, lambda value: extensions.AsIs("'yes'" if value else "'no'"))
show("another adapter of bool", cur.mogrify("%s %s", (True, [False])))
del extensions.adapters[(bool, extensions.ISQLQuote)]
show("without: by its base class", cur.mogrify("%s", (True,)))
del extensions.adapters[(int, extensions.ISQLQuote)]
attempt("and without that", cur.mogrify, "%s", (True,))
