"""Names of types that the server does not find, or cannot even read: what is raised, and what is left of the caller's transaction."""

import psycopg2
from observe import attempt, show, state
from psycopg2.extras import register_composite, register_range

NAMES = 'x"y', "", "a b", "1st", "integer(", "a.b.c.d", "nobody.nothing", '"', "numeric(1)", "pg_catalog.int4[]"


def register(conn):
    for name in NAMES:
        attempt(f"composite {name!r}", register_composite, name, conn)
        show("state", state(conn))
        attempt(f"range {name!r}", register_range, name, "Made", conn)
        show("state", state(conn))


conn = psycopg2.connect("")
cur = conn.cursor()
print("-- outside a transaction")
register(conn)
print("-- inside one")
cur.execute("CREATE TABLE kept (i int)")
register(conn)
show("kept", (cur.execute("SELECT to_regclass('kept')"), cur.fetchone()))
conn.commit()
print("-- under autocommit")
conn.autocommit = True
register(conn)
conn.autocommit = False
print("-- in one that has failed")
attempt("fail", cur.execute, "SELECT 1/0")
attempt("composite", register_composite, "anything", conn)
attempt("range", register_range, "anything", "Made", conn)
show("state", state(conn))
conn.rollback()
print("-- found as the server reads it")
cur.execute('CREATE SCHEMA "Odd"; CREATE TYPE "Odd"."A b" AS (x int); SET search_path TO "Odd"')
caster = register_composite('"A b"', conn)
show("composite", (caster.name, caster.schema))
cur.execute("""SELECT '(1)'::"A b" """)
show("read", cur.fetchone())
show("state", state(conn))
