"""The constructors of dates, times and binary data, and what they refuse."""

import datetime

import psycopg2
from observe import attempt, refused, show

for value in (
    psycopg2.Date(2024, 2, 29),
    psycopg2.Time(23, 59, 58),
    psycopg2.Time(23, 59, 58.25),
    psycopg2.Time(1, 2, 3, datetime.timezone.utc),
    psycopg2.Timestamp(2024, 2, 29, 23, 59, 58),
    psycopg2.Timestamp(2024, 2, 29, 23, 59, 58.000001),
    psycopg2.Timestamp(2024, 2, 29, 23, 59, 58, datetime.timezone(datetime.timedelta(hours=-3))),
    psycopg2.Binary(b"\x00'\\a"),
):
    show(str(type(value).__name__), str(value))
    show("  adapted", value.adapted)
    show("  quoted", value.getquoted())
attempt("Timestamp of a day", lambda: str(psycopg2.Timestamp(2024, 2, 29)))
refused("Date of no day", psycopg2.Date, 2023, 2, 29)
attempt("Date of too little", psycopg2.Date, 2023, 2)
refused("Date of a text", psycopg2.Date, "2023", 2, 3)
attempt("Date by keyword", psycopg2.Date, year=2023, month=2, day=3)
attempt("Time of too little", psycopg2.Time, 1)
refused("Time of no hour", psycopg2.Time, 24, 0, 0)
attempt("Timestamp of too little", psycopg2.Timestamp, 2023)
attempt("Timestamp with no zone", psycopg2.Timestamp, 2023, 1, 1, 0, 0, 0, "UTC")
attempt("ticks of a text", psycopg2.DateFromTicks, "x")
show("kinds", [value.type for value in (psycopg2.Time(0, 0, 0), psycopg2.Date(1, 1, 1), psycopg2.Timestamp(1, 1, 1))])
