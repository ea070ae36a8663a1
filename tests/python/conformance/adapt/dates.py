"""Dates, times, timestamps and intervals as literals and back."""

import datetime as dt

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
cur = conn.cursor()
UTC = dt.timezone.utc
EAST = dt.timezone(dt.timedelta(hours=5, minutes=30))
ODD = dt.timezone(-dt.timedelta(hours=3, minutes=29, seconds=45))


class Day(dt.date):
    pass


for value in (
    *(dt.date(2024, 2, 29), dt.date.min, dt.date.max, Day(2000, 1, 1)),
    *(dt.time(0), dt.time(23, 59, 59, 999999), dt.time(12, 30, tzinfo=UTC), dt.time(12, 30, 1, 5, EAST), dt.time(1, tzinfo=ODD)),
    *(dt.datetime(2024, 2, 29, 1, 2, 3), dt.datetime(2024, 2, 29, 1, 2, 3, 4), dt.datetime.min, dt.datetime.max),
    *(dt.datetime(2024, 2, 29, tzinfo=UTC), dt.datetime(1900, 1, 1, 5, 6, 7, 89, EAST), dt.datetime(1850, 1, 1, tzinfo=ODD)),
    *(dt.timedelta(0), dt.timedelta(days=1, seconds=2, microseconds=3), -dt.timedelta(days=1, seconds=2, microseconds=3)),
    *(dt.timedelta(seconds=-1), dt.timedelta(microseconds=-1), dt.timedelta.max, dt.timedelta(days=-1000, hours=5)),
):
    attempt(repr(value), cur.mogrify, "%s", (value,))
    attempt("  executed", cur.execute, "SELECT %s", (value,))
    attempt("  back", cur.fetchone)
    conn.rollback()
    attempt("  in an array", cur.execute, "SELECT %s", ([value, None],))
    attempt("  back", cur.fetchone)
    conn.rollback()
