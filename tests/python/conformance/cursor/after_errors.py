"""What the attributes say after a statement that failed, and what is left of the one before."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()


def attributes():
    show("  attributes", (cur.statusmessage, cur.rowcount, cur.rownumber, cur.description, cur.query, cur.lastrowid))
    attempt("  fetchone", cur.fetchone)


for what, sql, variables in (
    ("the server's", "SELECT 1/0", None),
    ("syntax", "SELEC 1", None),
    ("at the third row", "SELECT 1/(3 - g) FROM generate_series(1, 5) g", None),
    ("too few parameters", "SELECT %s, %s", (1,)),
    ("too many parameters", "SELECT %s", (1, 2)),
    ("not adaptable", "SELECT %s", (object,)),
    ("empty", "", None),
    ("empty for the server", ";", None),
    ("not a text", 5, None),
    ("None", None, None),
):
    cur.execute("SELECT generate_series(1, 3)")
    cur.fetchone()
    attempt(what, cur.execute, sql, variables)
    attributes()
