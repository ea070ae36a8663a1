"""A host that nobody knows"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader host=no-such-host.invalid")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
