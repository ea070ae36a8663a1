"""Under which names register_composite and register_range find a type: schemas, quotes, the search path."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute(
    'CREATE SCHEMA "S"; CREATE SCHEMA t; CREATE TYPE pair AS (a int); CREATE TYPE "Pair" AS (b int); CREATE TYPE "S"."Pair" AS (c int); '
    'CREATE TYPE t.pair AS (d int); CREATE TYPE t.other AS (e int); CREATE TYPE "dot.ted" AS (f int)'
)
cur.execute('CREATE TYPE span AS RANGE (subtype = text); CREATE TYPE "S"."Span" AS RANGE (subtype = text)')
conn.commit()
NAMES = (
    *("pair", "Pair", "PAIR", '"Pair"', "public.pair", "S.Pair", '"S"."Pair"', "s.pair"),
    *("t.pair", "other", "t.other", "dot.ted", "nosuch.pair"),
)
for path in ("public", "t, public", '"S"'):
    cur.execute(f"SET search_path = {path}")
    conn.commit()
    for name in NAMES:
        caster = None
        try:
            caster = extras.register_composite(name, conn)
        except psycopg2.Error as error:
            show(f"{path}: {name}", str(error))
        else:
            show(f"{path}: {name}", (caster.name, caster.schema, caster.attnames, caster.type.__name__, caster.typecaster.name))
        show("  status", conn.status)
        conn.rollback()
    for name in ("span", "Span", "S.Span", '"S"."Span"', "SPAN", "int4range", "pg_catalog.int4range"):
        attempt(f"{path}: {name}", lambda name=name: extras.register_range(name, "R", conn).adapter.name)
        show("  status", conn.status)
        conn.rollback()
cur.execute("SELECT 1")
attempt("in a transaction", lambda: extras.register_composite("public.pair", conn).name)
show("status", conn.status)
conn.rollback()
conn.autocommit = True
attempt("in autocommit", lambda: extras.register_composite("public.pair", conn).name)
show("status", conn.status)
