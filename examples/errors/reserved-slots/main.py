"""The places that are left are kept for superusers"""

import psycopg2

conns = []
try:
    while True:
        conns.append(psycopg2.connect("dbname=lab user=reader"))
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print(len(conns), "connections are open")
