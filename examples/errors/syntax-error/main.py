"""Statements that PostgreSQL cannot read"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
for statement, parameters in (
    ("SELECT 1 LIMT 1", None),
    ("SELECT * FROM %s", ["account"]),
    ("SET statement_timeout = 500ms", None),
):
    try:
        cur.execute(statement, parameters)
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
    print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
    conn.rollback()
