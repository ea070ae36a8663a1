"""A connection that is used after it has been closed"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.close()
try:
    conn.cursor()
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print("a DatabaseError?", issubclass(psycopg2.InterfaceError, psycopg2.DatabaseError))
