"""Range objects: bounds, membership, order, text."""

import datetime
import pickle

import psycopg2
from observe import attempt, refused, show
from psycopg2.extras import DateRange, DateTimeRange, DateTimeTZRange, NumericRange, Range

for arguments in (
    *((), (1, 2), (1, 2, "[]"), (1, 2, "()"), (1, 2, "(]"), (None, 2), (1, None), (None, None), (1, 1), (2, 1)),
    *((None, 2, "[]"), (1, None, "[]"), (1, 2, "x"), (1, 2, ""), (1, 2, None), ("a", "b")),
):
    made = attempt(f"Range{arguments}", Range, *arguments)
    if made is not None:
        show("  parts", (made.lower, made.upper, made.lower_inc, made.upper_inc, made.lower_inf, made.upper_inf, made.isempty))
        show("  str, bool", (str(made), bool(made)))
empty = Range(empty=True)
show("empty", (empty, str(empty), bool(empty), empty.lower, empty.upper, empty.lower_inc, empty.lower_inf, 1 in empty, empty._bounds))
attempt("empty with bounds", lambda: Range(1, 2, empty=True))
for bounds in ("[)", "[]", "(]", "()"):
    r = Range(1, 3, bounds)
    show(bounds, [value in r for value in (0, 1, 2, 3, 4, 1.5)])
show("unbounded", (5 in Range(None, None), 5 in Range(6, None), 5 in Range(None, 6)))
attempt("not comparable", lambda: "a" in Range(1, 2))
a, b, c = Range(1, 2), Range(1, 3), NumericRange(1, 2)
show("equal", (a == Range(1, 2), a == b, a == c, a != c, a == 5, Range(1, 2, "[]") == a, empty == Range(empty=True)))
show("order", (a < b, b < a, a <= a, a > b, a >= a, sorted([b, a, empty, Range(None, 1), Range(1, None)])))
refused("order beside a number", lambda: a < 5)
show("hash", (hash(a) == hash(Range(1, 2)), len({a, b, Range(1, 2)})))
refused("set", setattr, a, "lower", 5)
refused("new attribute", setattr, a, "other", 5)
show("pickled", (pickle.loads(pickle.dumps(b)), pickle.loads(pickle.dumps(empty))))
show("reprs", (NumericRange(1, 2), DateRange(datetime.date(2024, 1, 1)), DateTimeRange(None, None), DateTimeTZRange(empty=True)))
show("by keywords", Range(lower=1, upper=2, bounds="()", empty=False))
conn = psycopg2.connect("")
cur = conn.cursor()
for value in (
    *(NumericRange(1, 5), NumericRange(1, 5, "[]"), NumericRange(None, 5), NumericRange(1, None), NumericRange(empty=True), NumericRange()),
    *(NumericRange(1.5, 2.5), NumericRange(-5, -1), DateRange(datetime.date(2024, 1, 1), datetime.date(2024, 2, 1))),
    DateTimeRange(datetime.datetime(2024, 1, 1), None),
    DateTimeTZRange(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), None),
    *(Range(1, 2), Range("a", "b"), [NumericRange(1, 2)], (NumericRange(1, 2),)),
):
    attempt(repr(value), cur.mogrify, "%s", (value,))

for operator in ("<", "<=", ">", ">="):
    attempt(f"{operator} a number", eval, f"NumericRange(1, 2) {operator} 5", {"NumericRange": NumericRange})
