"""The constructors from seconds since the epoch, in local time (here UTC)."""

import psycopg2
from observe import attempt, show

for ticks in (0, 1, 86399, 86400.5, 1700000000.123456, -1, -0.5, -86400.25, 250000000000, -62135510400):
    show(f"{ticks}: date", str(psycopg2.DateFromTicks(ticks)))
    show(f"{ticks}: time", str(psycopg2.TimeFromTicks(ticks)))
    show(f"{ticks}: timestamp", str(psycopg2.TimestampFromTicks(ticks)))
attempt("date of nothing", psycopg2.DateFromTicks)
attempt("time of a text", psycopg2.TimeFromTicks, "x")
attempt("timestamp of None", psycopg2.TimestampFromTicks, None)
for ticks in (float("nan"), float("inf"), 1e30, 253402300800):
    attempt(f"{ticks}: date", psycopg2.DateFromTicks, ticks)
    attempt(f"{ticks}: timestamp", psycopg2.TimestampFromTicks, ticks)
show("the time of a year beyond 9999", str(psycopg2.TimeFromTicks(253402300800)))
show("types", [type(f(0)).__name__ for f in (psycopg2.DateFromTicks, psycopg2.TimeFromTicks, psycopg2.TimestampFromTicks)])
