"""An asynchronous connection that is used at once"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", async_=True)
try:
    conn.cursor().execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
