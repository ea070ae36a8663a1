"""Another session asks the server to cancel us, and then to end us"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
other = psycopg2.connect("dbname=lab user=reader").cursor()
pid = conn.info.backend_pid

other.execute("SELECT pg_cancel_backend(%s)", [pid])
print("pg_cancel_backend said", other.fetchone()[0])
cur.execute("SELECT 'an answer'")
print("first session:", cur.fetchone()[0])

other.execute("SELECT pg_terminate_backend(%s)", [pid])
print("pg_terminate_backend said", other.fetchone()[0], "- closed is still", conn.closed)
try:
    cur.execute("SELECT 1")
except psycopg2.errors.AdminShutdown:
    print("caught as AdminShutdown")
except psycopg2.OperationalError as error:
    print("caught as", type(error).__name__, "with pgcode", error.pgcode)
    print("the text:", str(error).splitlines()[0])
    print("conn.info.error_message:", conn.info.error_message.splitlines()[0])
print("closed is now", conn.closed)
conn.close()
print("after close():", conn.info.error_message)
