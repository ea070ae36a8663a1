"""callproc: positional and named parameters, and what it refuses."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS text LANGUAGE sql AS $$ SELECT a || b $$")
cur.execute('CREATE FUNCTION "Odd ""name"("p %% q" int) RETURNS int LANGUAGE sql AS $$ SELECT "p %% q" * 2 $$')
cur.execute("CREATE FUNCTION rows(OUT a int, OUT b int) RETURNS SETOF record LANGUAGE sql AS $$ VALUES (1, 2), (3, 4) $$")
cur.execute("CREATE PROCEDURE p() LANGUAGE sql AS $$ $$")
conn.commit()
for arguments in (
    ("f", (1,)),
    ("f", [1, "it's"]),
    ("f", {"a": 1}),
    ("f", {"b": "z", "a": 2}),
    ("rows",),
    ("rows", ()),
    ("rows", None),
    ("rows", {}),
    (b"f", (1,)),
    ("public.f", (3,)),
    ('"Odd ""name"', (4,)),
    ('"Odd ""name"', {"p %% q": 5}),
    ("f", "7"),
    ("f", "78"),
    ("F", (1,)),
    ("nosuch", (1,)),
    ("p",),
    ("f", (1, 2, 3)),
    ("f", {"nosuch": 1}),
    ("f", 5),
    ("f", {1: 2}),
    ("f", {b"a": 1}),
    (5,),
    (None,),
    ("",),
    ("f%s", (1,)),
    ("f", (object(),)),
):
    attempt(repr(arguments).split(" object at")[0], cur.callproc, *arguments)
    show("  query", cur.query)
    attempt("  rows", cur.fetchall)
    conn.rollback()
attempt("nothing", cur.callproc)
attempt("three", cur.callproc, "f", (1,), 2)
attempt("keyword", lambda: cur.callproc(procname="f"))
cur.close()
attempt("closed", cur.callproc, "f")
