"""The constructors from seconds since the epoch, in local time (here UTC)."""

import psycopg2
from observe import attempt, show

for ticks in (0, 1, 86399, 86400.5, 1700000000.123456, -1):
    show(f"{ticks}: date", str(psycopg2.DateFromTicks(ticks)))
    show(f"{ticks}: time", str(psycopg2.TimeFromTicks(ticks)))
    show(f"{ticks}: timestamp", str(psycopg2.TimestampFromTicks(ticks)))
attempt("date of nothing", psycopg2.DateFromTicks)
attempt("time of a text", psycopg2.TimeFromTicks, "x")
attempt("timestamp of None", psycopg2.TimestampFromTicks, None)
show("types", [type(f(0)).__name__ for f in (psycopg2.DateFromTicks, psycopg2.TimeFromTicks, psycopg2.TimestampFromTicks)])
