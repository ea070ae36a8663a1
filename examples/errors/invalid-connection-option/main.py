"""A setting of the server, given to connect() as a keyword"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader", statement_timeout=500)
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=500")
cur = conn.cursor()
cur.execute("SHOW statement_timeout")
print("in options:", cur.fetchone())
