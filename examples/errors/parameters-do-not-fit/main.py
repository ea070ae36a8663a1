"""Parameters that do not fit the statement"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
for statement, parameters in (
    ("SELECT %s, %s", [1]),
    ("SELECT %s", [1, 2]),
    ("SELECT %s", 1),
    ("SELECT %s LIKE 'a%'", ["abc"]),
):
    try:
        cur.execute(statement, parameters)
    except Exception as error:
        print(type(error).__name__)
        print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

cur.execute("SELECT %s LIKE 'a%%'", ["abc"])
print("with %%:", cur.fetchone())
