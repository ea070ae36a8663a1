"""A setting that the server does not know"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
try:
    cur.execute("SET statment_timeout = '5s'")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
cur.execute("SELECT name FROM pg_settings WHERE name LIKE '%timeout' AND context = 'user'")
print(", ".join(sorted(name for (name,) in cur)))
