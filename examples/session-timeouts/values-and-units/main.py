"""Numbers and units, as PostgreSQL reads them"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

for value in "500", "500ms", "1.5s", "90s", "10min", "1d", "0", "0.5", "-1", "1S", "25d", "soon":
    try:
        cur.execute("SET statement_timeout = %s", [value])
    except psycopg2.errors.InvalidParameterValue as error:
        print(f"{value:>6}  error: {error.diag.message_primary}")
        if error.diag.message_hint:
            print(f"{'':>6}  hint:  {error.diag.message_hint}")
    else:
        cur.execute("SHOW statement_timeout")
        print(f"{value:>6}  {cur.fetchone()[0]}")
conn.close()
