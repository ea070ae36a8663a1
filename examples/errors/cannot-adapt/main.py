"""A Python object that psycopg2 does not know how to write in SQL"""

import psycopg2
from psycopg2.extras import Json

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
try:
    cur.execute("SELECT %s", [{"limit": 5}])
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

cur.execute("SELECT %s::json", [Json({"limit": 5})])
print("as JSON:", cur.fetchone())
