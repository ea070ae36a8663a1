"""copy_to and copy_expert TO STDOUT: into text and binary files, and whatever has a write()."""

import io

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute('CREATE TABLE t (id int, name text, "odd ""name" text)')
cur.execute("INSERT INTO t VALUES (1, 'a', NULL), (2, E'tab\\tnew\\nline\\\\', 'x'), (3, 'ünï', ''), (NULL, NULL, NULL)")
cur.execute('CREATE TABLE "Odd ""t""" AS SELECT 7 AS id')


def copied(what, method, *args, file=None, **kwargs):
    file = io.StringIO() if file is None else file
    attempt(what, method, *(file if argument is ... else argument for argument in args), **kwargs)
    show("  written", file.getvalue() if hasattr(file, "getvalue") else None)
    show("  attributes", (cur.rowcount, cur.statusmessage, cur.query, cur.description, state(conn)))
    if conn.get_transaction_status() == 3:
        conn.rollback()


copied("a table", cur.copy_to, ..., "t")
copied("columns", cur.copy_to, ..., "t", columns=("name", 'odd "name'))
conn.commit()
copied("separator", cur.copy_to, ..., "t", "|")
copied("null", cur.copy_to, ..., "t", null="NULL")
copied("binary file", cur.copy_to, ..., "t", file=io.BytesIO())
copied("odd name", cur.copy_to, ..., 'Odd "t"')
copied("no such table", cur.copy_to, ..., "nosuch")
copied("no such column", cur.copy_to, ..., "t", columns=["nosuch"])
copied("no columns", cur.copy_to, ..., "t", columns=[])
copied("a schema", cur.copy_to, ..., "public.t")
copied("long separator", cur.copy_to, ..., "t", sep="ab")
copied("expert", cur.copy_expert, "COPY (SELECT 1, 'x,y') TO STDOUT WITH CSV HEADER", ...)
copied("expert, bytes", cur.copy_expert, b"COPY (SELECT 'b') TO STDOUT", ...)
copied("expert, binary format", cur.copy_expert, "COPY (SELECT 1) TO STDOUT (FORMAT binary)", ..., file=io.BytesIO())
copied("expert, no rows", cur.copy_expert, "COPY (SELECT 1 WHERE false) TO STDOUT", ...)
copied("expert, an error", cur.copy_expert, "COPY (SELECT 1/(3 - g) FROM generate_series(1, 5) g) TO STDOUT", ...)
copied("expert, not a COPY", cur.copy_expert, "SELECT 1", ...)
copied("expert, DDL", cur.copy_expert, "CREATE TEMP TABLE x (id int)", ...)
copied("expert, empty", cur.copy_expert, "", ...)
conn.rollback()


class Writer:
    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(data)
        if len(self.pieces) == 3:
            raise ValueError("no more")


writer = Writer()
attempt("write fails", cur.copy_to, writer, "t")
show("  written", writer.pieces)
show("  state", state(conn))
conn.rollback()
