"""Dates and times from the server: infinity, BC, years beyond Python's, other styles."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
DATES = (
    "'2024-02-29'::date",
    "'0001-01-01'::date",
    "'9999-12-31'::date",
    "'10000-01-01'::date",
    "'0001-01-01 BC'::date",
    "'4713-01-01 BC'::date",
    "'infinity'::date",
    "'-infinity'::date",
    "NULL::date",
    "'294276-12-31'::date",
)
STAMPS = (
    "'2024-02-29 23:59:59'",
    "'2024-02-29 23:59:59.999999'",
    "'2024-02-29 23:59:59.1'",
    "'2024-02-29'",
    "'9999-12-31 23:59:59'",
    "'10000-01-01 00:00:00'",
    "'0001-01-01 00:00:00'",
    "'0001-01-01 00:00:00 BC'",
    "'infinity'",
    "'-infinity'",
    "NULL",
)
TIMES = (
    "'00:00:00'::time",
    "'23:59:59.999999'::time",
    "'24:00:00'::time",
    "'12:00'::time(0)",
    "'12:00:00.5'::time",
    "'12:00:00+02'::timetz",
    "'12:00:00-05:30'::timetz",
    "'12:00:00+00'::timetz",
    "'12:00:00+05:30:15'::timetz",
    "'24:00:00+01'::timetz",
)
for expression in (*DATES, *(f"{text}::timestamp" for text in STAMPS), *(f"{text}::timestamptz" for text in STAMPS), *TIMES):
    cur.execute(f"SELECT {expression}")
    attempt(expression, cur.fetchone)
    cur.execute(f"SELECT ARRAY[{expression}, NULL]")
    attempt("  in an array", cur.fetchone)
for zone in ("UTC", "Europe/Rome", "Asia/Kolkata", "America/St_Johns", "Africa/Monrovia"):
    cur.execute("SET timezone = %s", (zone,))
    for stamp in ("'2024-07-01 12:00:00+00'", "'1900-01-01 00:00:00+00'", "'1850-06-01 12:00:00+00'", "'0001-01-01 00:00:00+00'"):
        cur.execute(f"SELECT {stamp}::timestamptz")
        attempt(f"{zone} {stamp}", cur.fetchone)
