"""setinputsizes, setoutputsize, nextset, cast: what little they do."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
cur = conn.cursor()
attempt("setinputsizes", cur.setinputsizes, (1, 2))
attempt("setinputsizes of anything", cur.setinputsizes, None)
attempt("setinputsizes of nothing", cur.setinputsizes)
attempt("setoutputsize", cur.setoutputsize, 1)
attempt("setoutputsize of a column", cur.setoutputsize, 1, 2)
attempt("setoutputsize of texts", cur.setoutputsize, "x")
attempt("setoutputsize of nothing", cur.setoutputsize)
attempt("nextset", cur.nextset)
attempt("nextset of one", cur.nextset, 1)
for oid, value in (
    *((23, "12"), (20, "12"), (21, None), (1700, "1.50"), (701, "1e3"), (25, "x"), (16, "t")),
    *((1082, "2024-02-29"), (1114, "2024-02-29 01:02:03"), (1184, "2024-02-29 01:02:03+02")),
    *((1186, "1 day"), (1007, "{1,2}"), (1009, '{a,"b c"}'), (114, '{"a": 1}')),
    *((99999, "other"), (23, "x"), (16, "x"), (23, b"5")),
    *((25, b"\xc3\xbc"), (-1, "x"), ("23", "1"), (1.5, "1"), (None, "1"), (23, 5), (705, "unknown")),
):
    attempt(f"cast({oid!r}, {value!r})", cur.cast, oid, value)
attempt("cast of one", cur.cast, 23)
attempt("cast by keyword", lambda: cur.cast(oid=23, s="1"))
