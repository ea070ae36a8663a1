"""bytea as it comes: a memoryview whose items are bytes of length 1."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
for output in ("hex", "escape"):
    cur.execute("SET bytea_output TO %s", (output,))
    cur.execute(r"SELECT '\x00617f80ff5c27'::bytea, ''::bytea, ARRAY['\x6162'::bytea, NULL], NULL::bytea")
    view, empty, array, null = cur.fetchone()
    show(output, (view, empty, array, null))
    show("format", (view.format, view.itemsize, view.readonly, view.nbytes, view.ndim, view.shape, view.contiguous))
    show("items", (list(view), view[1], view[-1], view[1:3].tobytes(), len(empty)))
    show("compared", (view == view.tobytes(), view == memoryview(view.tobytes()).cast("c"), b"a" in view, 97 in view))
    show("within an array", (array[0].format, array[0].tolist()))
show("parsed", [psycopg2.BINARY(text, cur) for text in (rb"\x", rb"\x4142", rb"\X41", rb"a\\b\101\7", "\\x41", rb"\x4g")])
attempt("a str that is no bytea", psycopg2.BINARY, "ü", cur)
