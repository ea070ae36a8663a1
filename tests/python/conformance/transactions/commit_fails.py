"""A COMMIT that the server refuses."""

import psycopg2
from observe import attempt, diagnostics, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE parent (id int PRIMARY KEY)")
cur.execute("CREATE TABLE child (id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
conn.commit()
cur.execute("INSERT INTO child VALUES (7)")
try:
    conn.commit()
except psycopg2.IntegrityError as error:
    attempt("commit", lambda error=error: (type(error).__name__, error.pgcode, str(error), error.cursor))
    diagnostics(error)
show("state", state(conn))
cur.execute("SELECT count(*) FROM child")
show("rows", cur.fetchone())
conn.rollback()
try:
    with conn:
        cur.execute("INSERT INTO child VALUES (7)")
except psycopg2.IntegrityError as error:
    show("with", error.pgcode)
show("state", state(conn))
conn.autocommit = True
attempt("autocommit", cur.execute, "INSERT INTO child VALUES (7)")
show("state", state(conn))
cur.execute('CREATE TABLE "kïnd" (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)')
conn.autocommit = False
cur.execute('INSERT INTO "kïnd" VALUES (1), (1)')
try:
    conn.commit()
except psycopg2.IntegrityError as error:
    show("a name that is not ASCII", str(error))
    show("  where the encoding is known", error.pgerror)
    diagnostics(error)
attempt("an encoding that is not", conn.set_client_encoding, "é")
conn.rollback()
