"""new_type, new_array_type, register_type: for everything, a connection, or a cursor."""

import psycopg2
from observe import attempt, show, text
from psycopg2 import extensions
from psycopg2.extensions import new_array_type, new_type, register_type

conn = psycopg2.connect("")
other = psycopg2.connect("")
cur = conn.cursor()


def doubled(value, cursor):
    return None if value is None else f"{value}{value} by {type(cursor).__name__}"


DOUBLED = new_type((25, 1043), "DOUBLED", doubled)
show("type", (DOUBLED.name, DOUBLED.values, DOUBLED == 25, DOUBLED == 23))
show("repr", repr(DOUBLED))
QUERY = "SELECT 'a'::text, NULL::text, 'b'::varchar, 1, ARRAY['c', NULL]"


def fetched(what, connection=conn):
    cursor = connection.cursor()
    cursor.execute(QUERY)
    show(what, cursor.fetchone())


fetched("before")
register_type(DOUBLED, cur)
cur.execute(QUERY)
show("the cursor", cur.fetchone())
show("its types", {oid: caster.name for oid, caster in cur.string_types.items()})
fetched("another cursor")
register_type(DOUBLED, conn)
fetched("the connection")
show("its types", {oid: caster.name for oid, caster in conn.string_types.items()})
fetched("another connection", other)
register_type(DOUBLED)
fetched("everywhere", other)
ARRAY = new_array_type((1009,), "DOUBLED[]", DOUBLED)
show("array", (ARRAY.name, ARRAY.values))
register_type(ARRAY, conn)
fetched("arrays")
register_type(extensions.UNICODE, conn)
register_type(extensions.UNICODEARRAY, conn)
fetched("back")
NULLS = new_type((23,), "NULLS", lambda value, cursor: ("cast", value))
register_type(NULLS, conn)
cur = conn.cursor()
cur.execute("SELECT 5, NULL::int, ARRAY[1, NULL]")
show("NULL is cast, too", cur.fetchone())
register_type(new_array_type((1007,), "NULLS[]", NULLS), conn)
cur = conn.cursor()
cur.execute("SELECT ARRAY[1, NULL], NULL::int[], '{}'::int[]")
show("in arrays", cur.fetchone())


def failing(value, cursor):
    raise ValueError(f"no {value}")


register_type(new_type((16,), "FAILING", failing), conn)
cur = conn.cursor()
cur.execute("SELECT 1, true UNION ALL SELECT 2, false")
attempt("a caster that fails", cur.fetchone)
show("rownumber", cur.rownumber)
attempt("again", cur.fetchone)
attempt("all", cur.fetchall)
for arguments in ((), (5,), (DOUBLED, 5), (DOUBLED, None), (DOUBLED, conn, 1), (doubled,)):
    attempt(f"register_type{tuple(type(item).__name__ for item in arguments)}", register_type, *arguments)
for arguments in (
    *((), ((23,),), ((23,), "X"), ([23], "X", doubled), ((23,), 5, doubled)),
    *(((23,), "X", 5), (23, "X", doubled), ((), "X", doubled)),
):
    attempt(text(tuple(getattr(item, "__name__", item) for item in arguments)), lambda arguments=arguments: new_type(*arguments).values)
for arguments in ((), ((23,), "X"), ((23,), "X", doubled), ((23,), "X", None), ([23], "X", DOUBLED)):
    attempt(f"array of {len(arguments)}", lambda arguments=arguments: new_array_type(*arguments).values)
attempt("by keywords", lambda: new_type(name="X", castobj=doubled, values=(1,)).name)
attempt("a type as base", lambda: new_type((1,), "X", DOUBLED)("x", None))
