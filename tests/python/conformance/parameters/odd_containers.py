"""Parameters in containers of the program's own, and values whose attributes fail."""

import collections
import enum

import psycopg2
from observe import attempt


class Own(dict):
    """A dict, but not to C: it is asked for 0, 1, …"""


class Flag(enum.IntFlag):
    A = 1


class Strange:
    def __getattr__(self, name):
        raise RuntimeError(name)


class Adapted:
    """Has no ``prepare`` that can be had."""

    def getquoted(self):
        return b"quoted"

    def __conform__(self, protocol):
        return self

    def __getattr__(self, name):
        raise LookupError(name)


class Numbered:
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return ("a", "b")[index]


conn = psycopg2.connect("")
cur = conn.cursor()
containers = (
    *({"a": 1}, Own(a=1), Own({0: 7, "a": 8}), collections.OrderedDict(a=1), collections.defaultdict(int), collections.Counter("a")),
    *(collections.ChainMap({0: 5}), collections.deque([1]), Flag.A, Numbered(), range(5, 6), "x", b"x", iter([1]), {1}),
)
for container in containers:
    print(type(container).__name__)
    attempt("  one", cur.mogrify, "%s", container)
    attempt("  none", cur.mogrify, "%%", container)
    attempt("  by name", cur.mogrify, "%(a)s", container)
attempt("all", cur.mogrify, "%s %s", Numbered())
attempt("strange", cur.mogrify, "%s", (Strange(),))
attempt("adapted", cur.mogrify, "%s", (Adapted(),))
attempt("in a list", cur.mogrify, "%s", ([Adapted()],))
attempt("in a tuple", cur.mogrify, "%s", ((1, Strange()),))
