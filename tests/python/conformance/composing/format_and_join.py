"""SQL.format and the two joins."""

from observe import attempt, refused, show
from psycopg2.sql import SQL, Composed, Identifier, Literal, Placeholder

A, B = Identifier("a"), Identifier("b")
for template, arguments, keywords in (
    ("x", (), {}),
    ("{}", (A,), {}),
    ("{} {}", (A, B), {}),
    ("{0} {1} {0}", (A, B), {}),
    ("{x} {y}", (), {"x": A, "y": B}),
    ("{} {x}", (A,), {"x": B}),
    ("{{}} {}", (A,), {}),
    ("{{literal}}", (), {}),
    ("{}", (A, B), {}),
    ("{}", (Composed([A, B]),), {}),
    ("%s {}", (A,), {}),
    ("", (), {}),
    ("{} {}", (A,), {}),
    ("{x}", (), {}),
    ("{0} {}", (A, B), {}),
    ("{} {0}", (A, B), {}),
    ("{!r}", (A,), {}),
    ("{:>10}", (A,), {}),
    ("{x.y}", (), {"x": A}),
    ("{x[0]}", (), {"x": A}),
    ("{", (), {}),
    ("}", (), {}),
    ("{5}", (A,), {}),
    ("{-1}", (A,), {}),
    ("{}", ("text",), {}),
    ("{}", (5,), {}),
    ("{}", (None,), {}),
):
    attempt(f"{template!r} {arguments} {keywords}", SQL(template).format, *arguments, **keywords)
show("join", (SQL(", ").join([A, B]), SQL(", ").join([]), SQL(", ").join([A]), SQL("").join([A, B]), SQL(" and ").join(iter([A, B]))))
show("join of a Composed", SQL(", ").join(Composed([A, B])))
show("Composed.join", (Composed([A, B]).join(", "), Composed([A, B]).join(SQL("; ")), Composed([]).join(", ")))
attempt("join of texts", SQL(", ").join, ["a", "b"])
attempt("join of a text", SQL(", ").join, "ab")
refused("join of a number", SQL(", ").join, 5)
attempt("Composed.join by a number", Composed([A]).join, 5)
attempt("Composed.join by a Literal", Composed([A]).join, Literal(","))
show("names and values", SQL("insert into t ({}) values ({})").format(SQL(", ").join([A, B]), SQL(", ").join(Placeholder() * 2)))
