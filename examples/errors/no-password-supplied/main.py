"""No password, where the server asks for one"""

import os

import psycopg2

os.environ.pop("PGPASSWORD", None)
try:
    psycopg2.connect("dbname=lab user=reader")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
