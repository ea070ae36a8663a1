"""The classes of sql: reprs, attributes, sums, products, equality."""

from observe import attempt, refused, show
from psycopg2 import sql
from psycopg2.sql import SQL, Composed, Identifier, Literal, Placeholder

PARTS = (
    *(SQL("select"), SQL(""), Identifier("a"), Identifier("a", "b", "c"), Identifier('q"uote'), Literal(5), Literal("it's"), Literal(None)),
    *(Placeholder(), Placeholder("name"), Composed([]), Composed([SQL("a"), Identifier("b")]), sql.NULL, sql.DEFAULT, Literal([1, 2])),
)
for part in PARTS:
    show(type(part).__name__, part)
    show("  str", str(part))
    for name in ("string", "strings", "seq", "wrapped", "name"):
        if hasattr(type(part), name):
            attempt(f"  {name}", getattr, part, name)
            refused(f"  {name} =", setattr, part, name, 5)
show("sums", (SQL("a") + SQL("b"), SQL("a") + Composed([SQL("b")]), Composed([SQL("a")]) + SQL("b"), Literal(1) + Placeholder()))
show("products", (SQL("a") * 3, Placeholder() * 2, SQL("a") * 0, SQL("a") * -1, Composed([SQL("a")]) * 2))
show("equal", (SQL("a") == SQL("a"), SQL("a") == SQL("b"), SQL("a") == Identifier("a")))
show("equal", (Identifier("a") == Identifier("a", "b"), SQL("a") != SQL("b")))
show("equal", (Composed([SQL("a")]) == Composed([SQL("a")]), Literal(1) == Literal(1.0)))
show("equal", (SQL("a") == "a", Placeholder("a") == Placeholder("a")))
refused("hash", hash, SQL("a"))
show("iterated", list(Composed([SQL("a"), SQL("b")])))
refused("SQL + text", lambda: SQL("a") + "b")
refused("text + SQL", lambda: "b" + SQL("a"))
refused("SQL * text", lambda: SQL("a") * "b")
refused("number * SQL", lambda: 2 * SQL("a"))
refused("Composed + text", lambda: Composed([]) + "b")
for what, make in (
    ("SQL of a number", lambda: SQL(5)),
    ("SQL of bytes", lambda: SQL(b"x")),
    ("SQL of nothing", lambda: SQL(None)),
    ("Identifier of nothing", lambda: Identifier()),
    ("Identifier of a number", lambda: Identifier(5)),
    ("Identifier of a part that is none", lambda: Identifier("a", None)),
    ("Placeholder of a number", lambda: Placeholder(5)),
    ("Placeholder with a parenthesis", lambda: Placeholder("a)b")),
    ("Placeholder of bytes", lambda: Placeholder(b"a")),
    ("Composed of texts", lambda: Composed(["a"])),
    ("Composed of a number", lambda: Composed([SQL("a"), 5])),
    ("Composed of None", lambda: Composed(None)),
    ("Composed of a Composed", lambda: Composed(Composed([SQL("a")]))),
    ("Composed of a generator", lambda: Composed(SQL(c) for c in "ab")),
    ("Identifier.string of several", lambda: Identifier("a", "b").string),
    ("Composable", lambda: sql.Composable(5)),
):
    attempt(what, make)
attempt("Composable.as_string", sql.Composable(5).as_string, None)
