"""Values that cannot be adapted, alone and in containers; adapters that fail."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()


class Plain:
    pass


class Conforming:
    def __conform__(self, protocol):
        return self if protocol is extensions.ISQLQuote else None

    def getquoted(self):
        return b"'conforming'"


class Refusing:
    def __conform__(self, protocol):
        return None


class Failing:
    def __conform__(self, protocol):
        raise RuntimeError("no")


class Quoting:
    def getquoted(self):
        return b"'quoting'"


class Texts(Conforming):
    def getquoted(self):
        return "'text €'"


class Numbers(Conforming):
    def getquoted(self):
        return 5


class Nothing(Conforming):
    def getquoted(self):
        return None


class Lacking:
    def __conform__(self, protocol):
        return self


class Preparing(Conforming):
    def prepare(self, conn):
        print("    prepared for", type(conn).__name__, conn.encoding)


class BadlyPreparing(Conforming):
    def prepare(self, conn):
        raise RuntimeError("not prepared")


for value in (
    *(object(), Plain(), Plain, 1j, {}, {"a": 1}, set(), frozenset([1]), (x for x in ()), len, psycopg2, ..., NotImplemented),
    *(Conforming(), Refusing(), Failing(), Quoting(), Texts(), Numbers(), Nothing(), Lacking(), Preparing(), BadlyPreparing()),
    *(Conforming, range(3), slice(1), type, conn, cur, extensions.AsIs),
):
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    attempt(name, cur.mogrify, "SELECT %s", (value,))
    if name not in ("Numbers", "Nothing"):  # whose "bytes" psycopg2 would read from anywhere
        attempt(f"[{name}]", cur.mogrify, "SELECT %s", ([value],))
    attempt(f"({name},)", cur.mogrify, "SELECT %s", ((value,),))
attempt("executed", cur.execute, "SELECT %s", (Plain(),))
show("state", state(conn))
