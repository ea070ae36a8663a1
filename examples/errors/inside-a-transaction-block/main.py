"""CREATE DATABASE, and VACUUM, by a connection as it comes"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
for statement in "VACUUM", "CREATE DATABASE other":
    try:
        cur.execute(statement)
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
    print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
    conn.rollback()

conn.autocommit = True
cur.execute("VACUUM")
print("with autocommit:", cur.statusmessage)
