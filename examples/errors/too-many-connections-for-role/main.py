"""A role that may have two connections"""

import psycopg2

conns = []
try:
    while True:
        conns.append(psycopg2.connect("dbname=lab user=limited password=limited"))
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print(len(conns), "connections are open")
