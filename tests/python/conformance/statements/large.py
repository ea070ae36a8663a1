"""Large values, many rows and many columns arrive whole."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
text = "0123456789abcdef" * 65536
cur.execute("SELECT length(%s), %s", (text, text))
row = cur.fetchone()
show("a megabyte both ways", (row[0], row[1] == text))
data = bytes(range(256)) * 4096
cur.execute("SELECT length(%s), %s", (data, data))
row = cur.fetchone()
show("a megabyte of bytes", (row[0], bytes(row[1]) == data))
cur.execute("SELECT g, repeat('x', 100) FROM generate_series(1, 20000) g")
rows = cur.fetchall()
show("twenty thousand rows", (len(rows), rows[0][0], rows[-1][0], cur.rowcount, cur.statusmessage))
cur.execute("SELECT " + ", ".join(f"{n} AS c{n}" for n in range(1600)))
row = cur.fetchone()
show("1600 columns", (len(row), row[-1], cur.description[-1].name))
attempt("too many columns", cur.execute, "SELECT " + ", ".join("1" for n in range(1665)))
conn.rollback()
numbers = list(range(10000))
cur.execute("SELECT array_length(%s, 1), %s", (numbers, numbers))
row = cur.fetchone()
show("an array", (row[0], row[1] == numbers))
cur.execute("SELECT count(*) FROM generate_series(1, 5000) g WHERE g IN %s", (tuple(range(0, 5000, 2)),))
show("a long IN", cur.fetchone())
name = "n" * 100
cur.execute(f'SELECT 1 AS "{name}"')
show("a long name is cut", (len(cur.description[0].name), conn.notices))
