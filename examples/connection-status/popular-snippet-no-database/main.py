"""The same snippet with a wrong database name"""

import psycopg2
from psycopg2 import DatabaseError

try:
    connection = psycopg2.connect(database="labb", user="reader")
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM non_existent_table")
except DatabaseError as error:
    print("Database error:", error)
finally:
    connection.close()
