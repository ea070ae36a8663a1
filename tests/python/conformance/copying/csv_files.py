"""COPY with CSV: headers, quotes, NULL, files of many kinds, sizes, queries, and mistakes."""

import csv
import io

import psycopg2
from observe import attempt, show, state
from psycopg2 import sql

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int, name text, n numeric)")
conn.commit()
ROWS = [(1, "plain", "1.50"), (2, 'quo"te, comma', ""), (3, "new\nline", "3"), (4, "é€🐘", "4"), (5, "", "5")]
buffer = io.StringIO()
csv.writer(buffer).writerows([("id", "name", "n"), *ROWS])
for size in (1, 7, 8192):
    buffer.seek(0)
    attempt(f"size {size}", cur.copy_expert, "COPY t FROM STDIN WITH (FORMAT csv, HEADER true)", buffer, size)
    show("  done", (cur.rowcount, cur.statusmessage, cur.description, cur.query))
    cur.execute("SELECT * FROM t ORDER BY id")
    show("  rows", cur.fetchall())
    conn.rollback()
buffer.seek(0)
cur.copy_expert(sql.SQL("COPY {} FROM STDIN CSV HEADER").format(sql.Identifier("t")), file=buffer, size=100)
show("composed", cur.rowcount)


class Reads:
    def __init__(self, *chunks):
        self.chunks = list(chunks)

    def read(self, size):
        return self.chunks.pop(0) if self.chunks else ""


class Writes:
    def __init__(self):
        self.chunks = []

    def write(self, data):
        self.chunks.append(data)


attempt("chunks of any length", cur.copy_expert, "COPY t (id) FROM STDIN", Reads("1\n2", "\n", "3", "\n\\."))
show("rows", cur.rowcount)
conn.commit()
attempt("bytes and text", cur.copy_expert, "COPY t (id, name) FROM STDIN", Reads(b"6\tb\n", "7\té\n"))
attempt("only bytes", cur.copy_expert, "COPY t (id, name) FROM STDIN", Reads(b"6\tb\n", b"7\t\xc3\xa9\n"))
conn.rollback()
out = Writes()
cur.copy_expert("COPY (SELECT id, name FROM t WHERE id > 3 ORDER BY id) TO STDOUT CSV HEADER FORCE QUOTE *", out)
show("out", (out.chunks, cur.rowcount))
binary = io.BytesIO()
cur.copy_expert("COPY (SELECT 1, 'é', NULL) TO STDOUT CSV NULL 'nil'", binary)
show("bytes", binary.getvalue())
text = io.StringIO()
cur.copy_expert(b"COPY (SELECT 'a' || chr(9)) TO STDOUT", text)
show("text", text.getvalue())
cur.copy_expert("COPY (SELECT 1 WHERE false) TO STDOUT", text)
show("nothing", cur.rowcount)
for what, query, file in (
    ("too few", "COPY t FROM STDIN CSV", io.StringIO("1,a\n")),
    ("too many", "COPY t FROM STDIN CSV", io.StringIO("1,a,2,3\n")),
    ("not a number", "COPY t FROM STDIN CSV", io.StringIO("1,a,2\nx,b,3\n")),
    ("open quote", "COPY t FROM STDIN CSV", io.StringIO('1,"a,2\n')),
    ("no table", "COPY nosuch FROM STDIN CSV", io.StringIO("")),
    ("syntax", "COPY t FROM STDIN CVS", io.StringIO("")),
    ("not a copy", "SELECT 1", io.StringIO("")),
    ("nor that", "CREATE TEMP TABLE x ()", io.StringIO("")),
    ("wrong way", "COPY t TO STDOUT", Reads()),
    ("wrong way", "COPY t FROM STDIN", Writes()),
    ("no file", "COPY t TO STDOUT", None),
    ("a number from read", "COPY t (id) FROM STDIN", Reads("1\n", 5)),
    ("None from read", "COPY t (id) FROM STDIN", Reads("1\n", None)),
    ("read fails", "COPY t (id) FROM STDIN", type("F", (), {"read": lambda self, size: 1 / 0})()),
    ("write fails", "COPY t TO STDOUT", type("F", (), {"write": lambda self, data: 1 / 0})()),
    ("empty", "", io.StringIO("")),
    ("two", "COPY t (id) FROM STDIN; SELECT 1", io.StringIO("1\n")),
    ("on the server's disk", "COPY t TO '/nosuch/x'", io.StringIO("")),
):
    attempt(what, cur.copy_expert, query, file)
    show("  state", (state(conn), cur.rowcount, cur.statusmessage))
    conn.rollback()
attempt("in autocommit", setattr, conn, "autocommit", True)
attempt("copied", cur.copy_expert, "COPY t (id) FROM STDIN", io.StringIO("1\n"))
show("kept", (cur.rowcount, state(conn)))
attempt("size is no number", cur.copy_expert, "COPY t FROM STDIN", io.StringIO(""), "x")
