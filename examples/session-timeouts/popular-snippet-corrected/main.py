"""The snippet corrected: tell a cancelled statement from a lost connection"""

import psycopg2

connection = psycopg2.connect(
    dbname="lab",
    user="reader",
    options="-c statement_timeout=500",
)
try:
    cursor = connection.cursor()
    cursor.execute("SELECT pg_sleep(2)")
    print("Rows:", cursor.fetchall())
except psycopg2.errors.QueryCanceled as error:
    # Must come first: QueryCanceled is an OperationalError, too.
    print("Cancelled:", error.diag.message_primary)
    connection.rollback()
except psycopg2.OperationalError:
    print("Connection lost")
else:
    connection.commit()

print("Still connected:", connection.closed == 0)
cursor.execute("SELECT 6 * 7")
print("Next answer:", cursor.fetchone()[0])
connection.close()
