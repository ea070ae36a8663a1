"""A database that is not there"""

import psycopg2

try:
    psycopg2.connect("dbname=nosuch user=reader")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
