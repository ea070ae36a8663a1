"""A limit in options, and PgBouncer as it comes"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader options='-c statement_timeout=5s'")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(str(error).split("failed: ")[1], end="")
