"""Statements and parameters that do not fit together"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()

for statement, parameters in (
    ("SELECT %s, %s", ["one"]),
    ("SELECT %s", ["one", "two"]),
    ("SELECT %(name)s", {"nmae": "Ada"}),
    ("SELECT %s", 1),
    ("SELECT 'Ada' LIKE 'A%'", ["one"]),
    ("SELECT %s LIKE 'A%'", ["Ada"]),
    ("SELECT %(name)s LIKE 'A%'", {"name": "Ada"}),
    ("SELECT %s LIKE 'A%%'", ["Ada"]),
    ("SELECT 'no placeholder'", ["one"]),
):
    try:
        cur.execute(statement, parameters)
        outcome = cur.fetchone()
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"
    print(f"{statement}  with {parameters}\n    {outcome}, transaction status {conn.get_transaction_status()}")
    conn.rollback()
conn.close()
