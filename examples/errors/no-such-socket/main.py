"""A socket that is not there"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader host=/nowhere port=5432")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
