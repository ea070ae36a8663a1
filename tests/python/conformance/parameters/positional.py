"""%s: what may stand for a sequence, what is a percent sign, and the errors."""

import collections

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
cur = conn.cursor()


class Sequence:
    def __getitem__(self, index):
        return f"item {index}"

    def __len__(self):
        return 2


Point = collections.namedtuple("Point", "x y")
for query, variables in (
    ("SELECT 1", None),
    ("SELECT 1", ()),
    ("SELECT 1", []),
    ("SELECT 1", {}),
    ("SELECT %s, %s", (1, "a")),
    ("SELECT %s, %s", [1, "a"]),
    ("SELECT %s, %s", Point(1, 2)),
    ("SELECT %s, %s", "ab"),
    ("SELECT %s, %s", Sequence()),
    ("SELECT %s", b"a"),
    ("SELECT %s", range(1, 2)),
    ("SELECT %s", collections.deque([5])),
    ("SELECT %s", (None,)),
    ("SELECT '100%'", None),
    ("SELECT '100%%'", None),
    ("SELECT '100%%'", ()),
    ("SELECT '100%%', %s", (1,)),
    ("SELECT '%%%%', '%%%s'", ("x",)),
    ("SELECT '100%'", ()),
    ("SELECT '100%'", (1,)),
    ("SELECT '100% ', %s", (1,)),
    ("SELECT %d", (1,)),
    ("SELECT %f", (1,)),
    ("SELECT %x", (1,)),
    ("SELECT %b", (b"x",)),
    ("SELECT %5s", ("x",)),
    ("SELECT %-5s", ("x",)),
    ("SELECT %.1s", ("x",)),
    ("SELECT %*s", (1, "x")),
    ("SELECT %r", ("x",)),
    ("SELECT %S", ("x",)),
    ("SELECT %é", ("x",)),
    ("SELECT %", ("x",)),
    ("SELECT %s", ()),
    ("SELECT %s", (1, 2)),
    ("SELECT %s, %s", (1,)),
    ("SELECT %s", 5),
    ("SELECT %s", 5.5),
    ("SELECT %s", object),
    ("SELECT %s", {"a": 1}),
    ("SELECT %s", {1, 2}),
    ("SELECT %s", (x for x in (1,))),
    ("SELECT %s", ""),
    ("SELECT 1", 5),
    ("SELECT 1", (5,)),
    ("SELECT 1", "x"),
    ("SELECT 1", {"a": 5}),
    ("SELECT %s %%(a)s", (1,)),
    (b"SELECT %s", ("bytes",)),
):
    shown = variables if isinstance(variables, (tuple, list, dict, str)) else type(variables).__name__
    attempt(f"{query!r} % {shown}", cur.mogrify, query, variables)
