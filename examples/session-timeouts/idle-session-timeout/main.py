"""A session that is idle for too long"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c idle_session_timeout=400")
print("connected:   closed", conn.closed, "status", conn.status)

time.sleep(0.6)  # idle for too long: the server ends the session
print("after sleep: closed", conn.closed, "status", conn.status)

try:
    conn.cursor().execute("SELECT 1")
except psycopg2.OperationalError as error:
    print("class:      ", type(error).__name__)
    print("pgcode:     ", error.pgcode)
    print("text:       ", str(error).splitlines()[0])

print("noticed:     closed", conn.closed, "status", conn.status)
