"""connect() fails, and finally closes"""

import psycopg2

try:
    try:
        connection = psycopg2.connect("dbname=nosuch user=reader")
    except psycopg2.DatabaseError as error:
        print(type(error).__name__)
    finally:
        connection.close()
except NameError as error:
    print(type(error).__name__)
    print(error)
