"""as_string: what the parts become for a connection or a cursor."""

import datetime
from decimal import Decimal

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, sql
from psycopg2.sql import SQL, Composed, Identifier, Literal, Placeholder

conn = psycopg2.connect("")
cur = conn.cursor()
PARTS = (
    *(SQL("select"), Identifier("a"), Identifier('q"uote'), Identifier("s", "Table", "ünï"), Literal("it's"), Literal("back\\slash")),
    Literal("ünï"),
    *(Literal(5), Literal(-5), Literal(None), Literal(True), Literal([1, "a"]), Literal((1, 2)), Literal(Decimal("1.5")), Literal(b"x")),
    *(Literal(datetime.date(2024, 1, 2)), Literal(extensions.AsIs("now()")), Placeholder(), Placeholder("name"), sql.NULL, sql.DEFAULT),
    Composed([SQL("a "), Identifier("b"), SQL(" "), Literal("c")]),
)
for part in PARTS:
    attempt(repr(part).split(" object at")[0], part.as_string, conn)
    show("  by a cursor", part.as_string(cur) == part.as_string(conn))
attempt("not adaptable", Literal(object).as_string, conn)
attempt("NUL", Literal("a\0b").as_string, conn)
attempt("NUL in a name", Identifier("a\0b").as_string, conn)
for part in (SQL("a"), Identifier("a"), Literal("a"), Placeholder(), Composed([Literal(1)])):
    for context in (None, 5, "x"):
        attempt(f"{part!r} in {context!r}", part.as_string, context)
query = SQL("SELECT {} AS {}, {} FROM (VALUES ({}, {})) v ({}) WHERE {} = {}").format(
    Literal("x"),
    Identifier("odd name"),
    Identifier("v", "a"),
    Literal(1),
    Literal("y"),
    *(SQL(", ").join(map(Identifier, "ab")), Identifier("a"), Placeholder()),
)
show("text", query.as_string(conn))
cur.execute(query, (1,))
show("executed", (cur.query, cur.description[0].name, cur.fetchall()))
named = SQL("SELECT {}, {}").format(Placeholder("a"), Placeholder("b"))
show("mogrify", cur.mogrify(named, {"a": 1, "b": "z"}))
cur.executemany(SQL("SELECT {}").format(Placeholder()), [(1,), (2,)])
show("executemany", cur.query)
conn.close()
attempt("closed", Literal("x").as_string, conn)
attempt("closed", Identifier("x").as_string, conn)
