"""Files that are none, statements that are no COPY, and COPY where it is not expected."""

import io

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int)")
conn.commit()


class Nothing:
    pass


for file in (None, 5, "text", Nothing()):
    attempt(f"copy_from {type(file).__name__}", cur.copy_from, file, "t")
    attempt(f"copy_to {type(file).__name__}", cur.copy_to, file, "t")
    attempt(f"copy_expert {type(file).__name__}", cur.copy_expert, "COPY t TO STDOUT", file)
for table in (None, 5, b"t", "", "a\0b"):
    attempt(f"table {table!r}", cur.copy_to, io.StringIO(), table)
    conn.rollback()
for columns in (5, "id", [1], [None], (), ["id", "id"]):
    attempt(f"columns {columns!r}", cur.copy_to, io.StringIO(), "t", columns=columns)
    conn.rollback()
for sep in (None, 5, "", b"|", "'", "\\"):
    attempt(f"sep {sep!r}", cur.copy_to, io.StringIO(), "t", sep)
    conn.rollback()
    attempt(f"null {sep!r}", cur.copy_to, io.StringIO(), "t", null=sep)
    conn.rollback()
attempt("sql of None", cur.copy_expert, None, io.StringIO())
attempt("sql of a number", cur.copy_expert, 5, io.StringIO())
attempt("execute COPY TO", cur.execute, "COPY t TO STDOUT")
show("state", state(conn))
conn.rollback()
show("usable", (cur.execute("SELECT 1"), cur.fetchone()))
conn.rollback()
attempt("execute COPY FROM", cur.execute, "COPY t FROM STDIN")
show("state", state(conn))
conn.rollback()
show("usable", (cur.execute("SELECT 1"), cur.fetchone()))
conn.rollback()
named = conn.cursor("c")
attempt("named copy_to", named.copy_to, io.StringIO(), "t")
attempt("named copy_expert", named.copy_expert, "COPY t TO STDOUT", io.StringIO())
conn.rollback()
attempt("reading file for TO", cur.copy_expert, "COPY (SELECT 1) TO STDOUT", type("R", (), {"read": lambda self, n: ""})())
show("state", state(conn))
cur.close()
attempt("closed", cur.copy_to, io.StringIO(), "t")
attempt("closed", cur.copy_from, io.StringIO(), "t")
attempt("closed", cur.copy_expert, "COPY t TO STDOUT", io.StringIO())
