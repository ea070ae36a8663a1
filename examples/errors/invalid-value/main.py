"""Values that a limit cannot have"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
for value in "5 seconds", "25d", "-1":
    try:
        cur.execute("SET statement_timeout = %s", [value])
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
        print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
        conn.rollback()
cur.execute("SET statement_timeout = %s", ["5 s"])
cur.execute("SHOW statement_timeout")
print("with a unit that it knows:", cur.fetchone())
