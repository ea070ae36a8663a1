"""Numbers as literals, and what the server makes of them."""

import decimal
import enum
import fractions
from decimal import Decimal

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()


class Level(enum.IntEnum):
    LOW = 1


class Whole(int):
    def __str__(self):
        return "misleading"

    __repr__ = __str__


class Real(float):
    def __repr__(self):
        return "misleading"


class Exact(Decimal):
    pass


for value in (
    *(0, 1, -1, 2**31, -(2**63), 2**64, 10**40, True, False, Level.LOW, Whole(7), Whole(-7)),
    *(0.0, -0.0, 1.5, -1.5, 0.1, 1e20, 1e-20, 1e300, 123456789.123456789, float("nan"), float("inf"), float("-inf"), Real(2.5)),
    *(Decimal("1"), Decimal("-1.50"), Decimal("1E+5"), Decimal("1E-10"), Decimal("0E-5"), Decimal("-0"), Decimal(10) ** 30),
    *(Decimal("NaN"), Decimal("-NaN"), Decimal("Infinity"), Decimal("-Infinity"), Exact("3.25")),
):
    literal = attempt(repr(value), cur.mogrify, "SELECT %s", (value,))
    attempt("  executed", cur.execute, "SELECT %s AS v, pg_typeof(%s)::text", (value, value))
    attempt("  back", cur.fetchone)
attempt("signalling NaN", cur.mogrify, "SELECT %s", (Decimal("sNaN"),))
attempt("a fraction", cur.mogrify, "SELECT %s", (fractions.Fraction(1, 3),))
attempt("complex", cur.mogrify, "SELECT %s", (1j,))
show("minus a negative", cur.mogrify("SELECT 1 -%s, 1 -%s, 1 -%s", (-1, -1.5, Decimal(-2))))
decimal.getcontext().prec = 3
show("precision does not matter", cur.mogrify("SELECT %s", (Decimal("1.23456"),)))
