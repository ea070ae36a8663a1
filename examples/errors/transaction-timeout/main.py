"""Short statements in a long transaction"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c transaction_timeout=500")
cur = conn.cursor()
try:
    for number in 1, 2, 3:
        cur.execute("SELECT pg_sleep(0.2)")
        print("statement", number, "has finished")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print(conn.info.error_message.splitlines()[0])
