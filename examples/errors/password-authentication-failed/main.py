"""A wrong password"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader password=guess")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
