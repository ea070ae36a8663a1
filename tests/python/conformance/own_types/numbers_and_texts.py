"""What the documentation of psycopg2 recommends: floats for numeric, texts for dates, bytes for bytea."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()
QUERY = "SELECT 1.50::numeric, ARRAY[1.5, 2.25], '2024-02-29'::date, '\\x00ff'::bytea, now() IS NOT NULL, '1 day'::interval, 5::int8"
cur.execute(QUERY)
show("by default", cur.fetchone())
DEC2FLOAT = extensions.new_type(extensions.DECIMAL.values, "DEC2FLOAT", lambda value, cur: float(value) if value is not None else None)
extensions.register_type(DEC2FLOAT, conn)
extensions.register_type(extensions.new_type((1082,), "DATE", lambda value, cur: value), conn)
extensions.register_type(
    extensions.new_type(psycopg2.BINARY.values, "BYTEA2BYTES", lambda value, cur: value and bytes(psycopg2.BINARY(value, cur))), conn
)
extensions.register_type(extensions.new_type((16,), "BOOL", lambda value, cur: {"t": "yes", "f": "no"}.get(value)), conn)
extensions.register_type(extensions.BYTES, conn)
cur = conn.cursor()
cur.execute(QUERY + ", 'text'::text")
show("registered", cur.fetchone())
show("float is not registered for arrays", conn.string_types.get(1231))
extensions.register_type(extensions.new_array_type(extensions.DECIMALARRAY.values, "DEC2FLOATARRAY", DEC2FLOAT), conn)
cur = conn.cursor()
cur.execute(QUERY)
show("with arrays", cur.fetchone())
attempt("string_types is a dict", lambda: sorted(conn.string_types))
conn.string_types.clear()
cur = conn.cursor()
cur.execute(QUERY)
show("cleared", cur.fetchone())
