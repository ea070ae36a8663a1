"""A row that is there already"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
try:
    cur.execute("INSERT INTO member VALUES ('ada@example.org')")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
    print("the rule:", error.diag.constraint_name)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
