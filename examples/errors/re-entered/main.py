"""A with block inside a with block of the same connection"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
with conn:
    cur.execute("SELECT 1")
    try:
        with conn:
            pass
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
    print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
