"""A DateStyle other than ISO is not what psycopg2 can read, and connecting sets it right."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for style in ("ISO, DMY", "German", "SQL", "Postgres", "ISO"):
    cur.execute(f"SET datestyle = '{style}'")
    for expression in (
        *("'2024-02-29'::date", "'2024-02-29 01:02:03'::timestamp", "'2024-02-29 01:02:03+00'::timestamptz"),
        *("'01:02:03'::time", "'01:02:03+01'::timetz"),
    ):
        cur.execute(f"SELECT {expression}")
        attempt(f"{style}: {expression}", cur.fetchone)
conn.close()
conn = psycopg2.connect("", options="-c datestyle=German")
cur = conn.cursor()
cur.execute("SHOW datestyle")
show("set when connecting", cur.fetchone())
show("reported", conn.get_parameter_status("DateStyle"))
conn.close()
