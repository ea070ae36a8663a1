"""``connect`` calls ``psycopg2._connect``, in whose place programs put functions of their own; and columns and casters made by hand."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, extras

real = psycopg2._connect


def stub(*args, **kwargs):
    show("called", (args, kwargs))


psycopg2._connect = stub
psycopg2.connect()
psycopg2.connect("dbname=a", user="b", async_=True)
psycopg2.connect(database="a", connection_factory=dict, **{"async": 1})
psycopg2._connect = real
show("by hand", real("", lambda dsn: dsn))
show("asynchronously", real("", lambda *args: args, 1))
attempt("no connection string", real, None)
for arguments in ((), ("a",), ("a", 1, 2, 3, 4, 5, 6, 7, 8)):
    column = extensions.Column(*arguments)
    show("Column", (column, column.precision, column.table_oid, column.table_column))
show("by keywords", extensions.Column(name="a", null_ok=True).null_ok)
attempt("an unknown one", extensions.Column, nosuch=1)
attempt("too many", extensions.Column, *range(10))
show("pages", [list(extras._paginate(range(count), 2)) for count in range(4)])
conn = psycopg2.connect("")
show("oids", psycopg2.extras.json is __import__("json"))
cursors = [extras._solve_conn_curs(given) for given in (conn, conn.cursor(cursor_factory=extras.DictCursor))]
show("solved", [(found is conn, type(cur).__name__) for found, cur in cursors])
attempt("nothing", extras._solve_conn_curs, None)
