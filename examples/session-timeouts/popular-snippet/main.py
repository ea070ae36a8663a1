"""A popular "session timeout" snippet, as found"""

import psycopg2

timeout = 0.5  # seconds; the original has 600, and a fast query

connection = psycopg2.connect(
    database="lab",
    user="reader",
    options=f"-c statement_timeout={int(timeout * 1000)}",
)
try:
    cursor = connection.cursor()
    cursor.execute("SELECT pg_sleep(2)")
    print("Rows:", cursor.fetchall())
    cursor.close()
except psycopg2.errors.AdminShutdown:
    print("Session timeout occurred")
finally:
    connection.close()
    print("Connection closed")
