"""Intervals from the server, in every style."""

import psycopg2
from observe import attempt

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for style in ("postgres", "postgres_verbose", "sql_standard", "iso_8601"):
    cur.execute(f"SET intervalstyle = '{style}'")
    for interval in (
        *("0", "1 second", "1.5 seconds", "0.000001 seconds", "1 minute", "1 hour", "1 day", "1 month", "1 year", "-1 second", "-1 day"),
        *("1 day 02:03:04.567", "-1 day -02:03:04.567", "1 day -02:03:04", "-1 day 02:03:04", "1 year 2 months 3 days 04:05:06.789"),
        *("-1 year 2 months -3 days 04:05:06", "25:00:00", "1000 hours", "30 days", "13 months", "1 mon -1 days", "178000000 years"),
    ):
        cur.execute("SELECT %s::interval", (interval,))
        attempt(f"{style}: {interval}", cur.fetchone)
cur.execute("SET intervalstyle = 'postgres'; SELECT ARRAY['1 day', NULL, '-2 hours']::interval[], NULL::interval")
attempt("array", cur.fetchone)
