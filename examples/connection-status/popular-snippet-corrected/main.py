"""The status check corrected: it asks two other questions"""

import psycopg2
from psycopg2 import extensions

transaction = {
    extensions.TRANSACTION_STATUS_IDLE: "no transaction",
    extensions.TRANSACTION_STATUS_ACTIVE: "a statement is running",
    extensions.TRANSACTION_STATUS_INTRANS: "in a transaction",
    extensions.TRANSACTION_STATUS_INERROR: "in a failed transaction: roll back",
    extensions.TRANSACTION_STATUS_UNKNOWN: "not connected yet",
}


def report(connection):
    if connection.closed:
        return "closed by us" if connection.closed == 1 else "lost"
    return "open, " + transaction[connection.get_transaction_status()]


connection = None
try:
    connection = psycopg2.connect(dbname="lab", user="reader")
    print(report(connection))
    connection.cursor().execute("SELECT * FROM non_existent_table")
except psycopg2.Error as error:
    print("Database error:", error)
finally:
    if connection is not None:
        print(report(connection))
        connection.close()
        print(report(connection))
