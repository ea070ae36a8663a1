"""All places of the server are taken"""

import psycopg2

conns = []
try:
    while True:
        conns.append(psycopg2.connect("dbname=lab user=postgres password=postgres"))
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print(len(conns), "connections are open")
