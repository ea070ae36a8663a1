"""bytes and whatever else is memory, as bytea."""

import array

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
every = bytes(range(256))
for setting in ("on", "off"):
    cur.execute(f"SET standard_conforming_strings = {setting}; SET escape_string_warning = off")
    for value in (
        *(b"", b"plain", b"it's", b"\\", b"\x00\x01\xff", bytearray(b"array"), memoryview(b"view"), psycopg2.Binary(b"wrapped")),
        *(psycopg2.Binary(memoryview(b"a view")), psycopg2.Binary(array.array("B", [1, 2]))),
    ):
        shown = value if isinstance(value, (bytes, bytearray)) else type(value).__name__
        attempt(repr(shown), cur.mogrify, "%s", (value,))
        cur.execute("SELECT %s", (value,))
        show("  back", cur.fetchone())
    cur.execute("SELECT %s", (every,))
    show("every byte", bytes(cur.fetchone()[0]) == every)
cur.execute("SET bytea_output = 'escape'; SELECT %s, %s", (every, b""))
row = cur.fetchone()
show("escaped", (bytes(row[0]) == every, bytes(row[1])))
cur.execute("RESET standard_conforming_strings; RESET bytea_output")
cur.execute(r"SELECT '\x'::bytea, '\x00ff'::bytea, NULL::bytea, ARRAY['\x01', NULL]::bytea[]")
show("read", cur.fetchone())
cur.execute("SELECT %s::bytea[]", ([b"a", b"\\", None],))
show("array", cur.fetchone())
for value in (5, "text", None, [1], 1.5):
    attempt(f"Binary({value!r})", lambda value=value: psycopg2.Binary(value).getquoted())
    attempt("  in a query", cur.mogrify, "%s", (psycopg2.Binary(value),))
attempt("in pieces", cur.mogrify, "%s", (memoryview(b"abcdef")[::2],))
attempt("Binary()", psycopg2.Binary)
binary = psycopg2.Binary(b"x")
for name in ("adapted", "buffer"):
    attempt(name, getattr, binary, name)
attempt("prepare", binary.prepare, conn)
show("prepared", (binary.getquoted(), str(binary)))
attempt("prepare for nothing", binary.prepare, None)
