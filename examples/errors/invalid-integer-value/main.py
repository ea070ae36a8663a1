"""A connect_timeout that is not a whole number"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader", connect_timeout=2.5)
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)

conn = psycopg2.connect("dbname=lab user=reader", connect_timeout=3)
print("whole seconds: closed", conn.closed)
