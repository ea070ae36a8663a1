"""Many rows at a time: NULLs and limits among them, one that cannot be read, casters of the program's own, zones chosen late."""

import datetime as dt

import psycopg2
from observe import attempt, show
from psycopg2.extensions import PYDATE, PYDATETIMETZ, new_array_type, new_type, register_type
from psycopg2.extras import DictCursor, RealDictCursor

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()

ROWS = """
    SELECT nullif(i, 3) AS i, nullif(i % 2 = 0, i = 5) AS even, CASE WHEN i = 6 THEN NULL ELSE 'row ' || i END AS name,
           CASE i WHEN 2 THEN 'infinity' WHEN 4 THEN NULL ELSE '2024-02-28 23:59:59.5'::timestamptz + i * '1 day'::interval END AS at,
           CASE i WHEN 1 THEN '-infinity' ELSE '2024-02-28'::date + i END AS day, i / 8.0 AS part, (i / 8.0)::float8 AS f,
           array[i, NULL] AS list
    FROM generate_series(1, {}) i
"""
for count in (0, 1, 7):
    cur.execute(ROWS.format(count))
    attempt(f"{count} rows", cur.fetchall)
cur.execute(ROWS.format(1200))
show("of 1200", [row[::2] for row in cur.fetchmany(700)[-2:]])
show("the last", cur.fetchall()[-1])
show("rownumber", cur.rownumber)

cur.execute("SELECT FROM generate_series(1, 3)")
attempt("no columns", cur.fetchall)

for factory in (DictCursor, RealDictCursor):
    other = conn.cursor(cursor_factory=factory)
    other.execute(ROWS.format(7))
    show(factory.__name__, other.fetchall()[2])

# The seventh year is beyond Python's
for fetch in ("fetchall", "fetchmany"):
    cur.execute("SELECT i, ('9993-06-01'::date + i * '1 year'::interval)::date FROM generate_series(1, 12) i")
    attempt(fetch, getattr(cur, fetch), *((12,) if fetch == "fetchmany" else ()))
    show("rownumber", cur.rownumber)
    attempt("the next", cur.fetchone)
    attempt("with rows that can be read", lambda: cur.scroll(-8) or cur.fetchmany(3))

seen = []
SEEING = new_type((25,), "SEEING", lambda value, cursor: seen.append(value) or value)
SEEING_ARRAY = new_array_type((1009,), "SEEING_ARRAY", SEEING)
register_type(SEEING, cur)
register_type(SEEING_ARRAY, cur)
cur.execute("SELECT i || 'a', array[i || 'b', i || 'c'], i || 'd' FROM generate_series(1, 3) i")
attempt("casters of the program", cur.fetchall)
show("seen in this order", seen)


class Zone(dt.tzinfo):
    def __init__(self, offset):
        self.offset = offset

    def utcoffset(self, when):
        return self.offset

    def __repr__(self):
        return f"Zone({self.offset})"


STAMPS = "SELECT timestamptz '2024-01-01 00:00:00+00' + i * interval '1 hour' FROM generate_series(1, 2) i"
cur.execute("SET timezone = 'Asia/Kolkata'")
cur.execute(STAMPS)
cur.tzinfo_factory = Zone
attempt("a zone chosen after the statement", cur.fetchall)
cur.execute(STAMPS)
cur.tzinfo_factory = None
attempt("none", cur.fetchall)
cur.execute(STAMPS)
cur.fetchone()
cur.tzinfo_factory = dt.timezone
attempt("one chosen between two rows", cur.fetchone)

# Typecasters where the server writes something else
cur = conn.cursor()
for caster, texts in (PYDATE, ("20240102", "2024-W01-1", "2024-01-02")), (PYDATETIMETZ, ("2024-01-02 24:00:00+00", "2024-01-02T03:04+02")):
    cur.string_types = {25: caster} if cur.string_types is None else {**cur.string_types, 25: caster}
    for text in texts:
        attempt(f"{caster.name} of {text}", caster, text, cur)
        cur.execute("SELECT %s::text FROM generate_series(1, 2)", (text,))
        attempt("from the server", cur.fetchall)
