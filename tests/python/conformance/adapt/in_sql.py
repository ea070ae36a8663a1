"""Values in the places where programs put them: lists, ranges, ORs, casts, JSON."""

import datetime
from decimal import Decimal

import psycopg2
from observe import show
from psycopg2.extras import Json, NumericRange

conn = psycopg2.connect("")
cur = conn.cursor()
for query, variables in (
    ("SELECT %s = ANY(%s)", (1, [1, 2])),
    ("SELECT %s IN %s", ("a", ("a", "b"))),
    ("SELECT %s <> ALL(%s)", (3, [1, 2])),
    ("SELECT %s BETWEEN %s AND %s", (2, 1, 3)),
    ("SELECT %s LIKE %s", ("abc", "a%")),
    ("SELECT %s || %s", ("a", "b")),
    ("SELECT %s || %s::text", ("a", 5)),
    ("SELECT %s::date + %s", ("2024-02-28", 1)),
    ("SELECT %s + %s", (datetime.date(2024, 2, 28), datetime.timedelta(days=2))),
    ("SELECT %s - %s", (datetime.datetime(2024, 3, 1), datetime.datetime(2024, 2, 29))),
    ("SELECT extract(year FROM %s)", (datetime.date(2024, 2, 28),)),
    ("SELECT interval '1 day' * %s", (3,)),
    ("SELECT %s / %s", (7, 2)),
    ("SELECT %s / %s", (Decimal(7), 2)),
    ("SELECT %s::int[] || %s", ([1], 2)),
    ("SELECT (%s)[1]", (["x", "y"],)),
    ("SELECT %s <@ %s", (3, NumericRange(1, 5))),
    ("SELECT %s::jsonb -> 'a' ->> 0", (Json({"a": [7]}),)),
    ("SELECT %s::jsonb @> %s", (Json({"a": 1, "b": 2}), Json({"a": 1}))),
    ("SELECT coalesce(%s, %s)", (None, "x")),
    ("SELECT CASE WHEN %s THEN %s ELSE %s END", (True, "yes", "no")),
    ("SELECT %s IS NULL, %s IS NOT NULL", (None, None)),
    ("SELECT * FROM unnest(%s, %s) AS t(a, b)", ([1, 2], ["x", "y"])),
    ("SELECT (%s).*", ((1, "a"),)),
    ("SELECT row_to_json(x) FROM (SELECT %s AS a, %s AS b) x", (1, "it's")),
    ("SELECT format('%%s %%I %%L', %s, %s, %s)", ("a", "b c", "d'e")),
    ("SELECT %(a)s, %(b)s, %(a)s", {"a": 1, "b": [None, "x"]}),
    ("SELECT E%s", ("back\\slash",)),
    ("SELECT -%s, - %s, 1-%s", (-1, -1, -1)),
):
    try:
        cur.execute(query, variables)
    except psycopg2.Error as error:
        show(query, (error.pgcode, cur.query))
        conn.rollback()
    else:
        show(query, cur.fetchall())
        show("  query", cur.query)
