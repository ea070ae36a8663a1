"""An update that waits for a row longer than it may"""

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0")  # and no commit

conn = psycopg2.connect("dbname=lab user=reader", options="-c lock_timeout=300")
cur = conn.cursor()
try:
    cur.execute("UPDATE account SET balance = 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()
holder.rollback()
cur.execute("UPDATE account SET balance = 1")
print("when the row is free:", cur.statusmessage)
