"""Lists are arrays, tuples are for IN; any depth, NULLs, nothing in them."""

import collections

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
Pair = collections.namedtuple("Pair", "a b")


class Many(list):
    pass


for value, cast in (
    ([1, 2, 3], ""),
    ([], "::int[]"),
    ([[]], "::int[]"),
    ([None], "::int[]"),
    ([None, None], "::text[]"),
    ([1, None], ""),
    ([[1, 2], [3, 4]], ""),
    ([[[1], [None]], [[3], [4]]], ""),
    ([[None], [None]], "::int[]"),
    ([[None, None]], "::text[]"),
    (["a", "it's", 'dou"ble', "back\\slash", "{}", ",", "NULL", "", None, "ünï"], ""),
    ([1.5, float("nan"), float("inf")], ""),
    ([True, False, None], ""),
    ([b"\x00"], ""),
    ([-1, -2.5], ""),
    (Many([1]), ""),
    ([[1], [2, 3]], ""),
    ([1, "a"], ""),
    ([[], []], "::int[]"),
    ([[1], []], ""),
    ([Pair(1, 2)], ""),
    ([(1, 2), (3, 4)], ""),
):
    attempt(repr(value), cur.mogrify, f"SELECT %s{cast}", (value,))
    attempt("  executed", cur.execute, f"SELECT %s{cast}", (value,))
    attempt("  back", cur.fetchone)
    conn.rollback()
for value in ((1, 2), ("a",), (), (None,), ((1, 2), (3, 4)), Pair(1, "b"), ([1], [2]), (1.5, -1), ("'",)):
    attempt(repr(value), cur.mogrify, "%s", (value,))
cur.execute("SELECT 2 IN %s, (1, 'b') = %s", ((1, 2), Pair(1, "b")))
show("IN", cur.fetchone())
cur.execute("SELECT 1 = ANY(%s), %s || 3", ([1, 2], [1]))
show("ANY", cur.fetchone())
nested = [1]
for _ in range(5):
    nested = [nested]
cur.execute("SELECT %s", (nested,))
show("six deep", cur.fetchone())
attempt("seven deep", cur.execute, "SELECT %s", ([nested],))
