"""%(name)s: what may stand for a mapping, odd names, and the errors."""

import collections

import psycopg2
from observe import attempt, refused

conn = psycopg2.connect("")
cur = conn.cursor()


class Mapping:
    def __getitem__(self, key):
        return f"value of {key}"


class Counting(dict):
    def __missing__(self, key):
        print("    asked for", repr(key))
        return key


for query, variables in (
    ("SELECT %(a)s, %(b)s", {"a": 1, "b": "x"}),
    ("SELECT %(a)s, %(a)s", {"a": 1}),
    ("SELECT %(a)s", {"a": None, "unused": object()}),
    ("SELECT %(a)s", collections.OrderedDict(a=1)),
    ("SELECT %(a)s", collections.defaultdict(int)),
    ("SELECT %(a)s", collections.ChainMap({"b": 1}, {"a": 2})),
    ("SELECT %(a)s", Mapping()),
    ("SELECT %(a)s, %(b)s, %(a)s", Counting()),
    ("SELECT %(with space)s", {"with space": 1}),
    ("SELECT %(ünï)s", {"ünï": 1}),
    ("SELECT %()s", {"": 1}),
    ("SELECT %(a.b[c])s", {"a.b[c]": 1}),
    ("SELECT %(a(b)c)s", {"a(b)c": 1, "a(b": 2}),
    ("SELECT '%%', %(a)s", {"a": 1}),
    ("SELECT %(100%)s", {"100%": 1}),
    ("SELECT %(a%%b)s", {"a%%b": 1, "a%b": 2}),
    ("SELECT %(a)d", {"a": 1}),
    ("SELECT %(a)5s", {"a": 1}),
    ("SELECT %(a)", {"a": 1}),
    ("SELECT %(a", {"a": 1}),
    ("SELECT %(a s", {"a": 1}),
    ("SELECT %(a)%", {"a": 1}),
    ("SELECT %(b)s", {"a": 1}),
    ("SELECT %(a)s", {}),
    ("SELECT %(a)s", (1,)),
    ("SELECT %(a)s", [1]),
    ("SELECT %(a)s", 5),
    ("SELECT %(0)s", ["x"]),
    ("SELECT %(a)s, %s", {"a": 1}),
    ("SELECT %s, %(a)s", {"a": 1}),
    ("SELECT %s, %(a)s", (1,)),
    ("SELECT %(a)s", None),
    ("SELECT %(a)s", {b"a": 1}),
    (b"SELECT %(a)s", {"a": 1}),
    ("SELECT %(a)s", {"a": object()}),
):
    attempt(f"{query!r} % {type(variables).__name__}", cur.mogrify, query, variables)
refused("a text", cur.mogrify, "SELECT %(a)s", "x")
