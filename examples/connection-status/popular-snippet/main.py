"""A popular status check, as found"""

import psycopg2
from psycopg2 import DatabaseError, extensions

connection = psycopg2.connect(database="lab", user="reader")
cursor = connection.cursor()


def report():
    if connection.status == extensions.STATUS_READY:
        print("The connection is ready")
    elif connection.status == extensions.STATUS_CONNECTING:
        print("The connection is being made")
    elif connection.status == extensions.STATUS_CLOSED:
        print("The connection is closed")
    elif connection.status == extensions.STATUS_FAULTY:
        print("The connection is broken")


try:
    report()
    cursor.execute("SELECT * FROM non_existent_table")
except DatabaseError as error:
    print("Database error:", error)
    report()
finally:
    cursor.close()
    connection.close()
