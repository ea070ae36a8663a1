"""Ways to write a setting into options"""

import psycopg2

for options in (
    "-c statement_timeout=500",
    "-cstatement_timeout=500",
    "--statement_timeout=500",
    "--statement-timeout=500",
    "-c statement_timeout=500 -c lock_timeout=200 -c statement_timeout=700",
    "statement_timeout=500",
    "-c statement_timeout = 500",
    "-c statement_timeout=1 min",
    r"-c statement_timeout=1\ min",
):
    try:
        cur = psycopg2.connect("dbname=lab user=reader", options=options).cursor()
        cur.execute("SHOW statement_timeout")
        outcome = cur.fetchone()[0]
    except psycopg2.OperationalError as error:
        outcome = str(error).splitlines()[0].partition("failed: ")[2]
    print(f"{options}\n    {outcome}")
