"""COPY through memory in every format, from one table to another."""

import io

import psycopg2
from observe import show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE source (id int, name text, data bytea, seen timestamptz); CREATE TABLE target (LIKE source)")
cur.execute(
    "INSERT INTO source VALUES (1, %s, %s, '2024-02-29 01:02:03+00'), (2, '', '', NULL), (3, NULL, NULL, 'infinity'), (4, %s, NULL, NULL)",
    ('it\'s, "quoted"\t\\ ünï\nline', bytes(range(256)), "\\N"),
)
for options in ("", "(FORMAT csv)", "(FORMAT csv, HEADER, QUOTE '''', NULL 'none')", "(FORMAT binary)", "(DELIMITER '|')"):
    file = io.BytesIO()
    cur.copy_expert(f"COPY source TO STDOUT {options}", file)
    show(options, (cur.rowcount, len(file.getvalue())))
    if "binary" not in options:
        show("  text", file.getvalue().decode().splitlines()[0][:40])
    file.seek(0)
    cur.execute("TRUNCATE target")
    cur.copy_expert(f"COPY target FROM STDIN {options}", file)
    cur.execute("SELECT count(*) FROM (TABLE source EXCEPT TABLE target) x")
    show("  the same", (cur.fetchone(), cur.query.split()[1]))
text = io.StringIO()
cur.copy_to(text, "source", columns=("id", "name"))
text.seek(0)
cur.copy_from(text, "target", columns=("id", "name"))
cur.execute("SELECT id, name FROM target ORDER BY id, name")
show("as text", cur.fetchall())
big = io.StringIO("".join(f"{n}\trow {n}\n" for n in range(20000)))
cur.copy_from(big, "target", columns=("id", "name"))
show("many", cur.rowcount)
pieces = []


class Sink:
    def write(self, data):
        pieces.append(data)


cur.copy_expert("COPY (SELECT generate_series(1, 5)) TO STDOUT", Sink())
show("a line a piece", pieces)
