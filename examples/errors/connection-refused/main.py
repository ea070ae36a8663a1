"""Nobody listens at the port"""

import psycopg2

try:
    psycopg2.connect("dbname=lab user=reader", port=5999)
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
