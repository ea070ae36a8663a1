"""A session is ended. Five places in which the reason may stand"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
other = psycopg2.connect("dbname=lab user=reader")
other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])

try:
    conn.cursor().execute("SELECT 1")
except psycopg2.OperationalError as error:
    places = {
        "str(error)": str(error),
        "error.pgerror": error.pgerror,
        "error.diag.message_primary": error.diag.message_primary,
        "conn.notices": conn.notices,
        "conn.info.error_message": conn.info.error_message,
    }
for name, text in places.items():
    print(f"{name:<28} {'here' if 'administrator command' in str(text) else 'not here'}")

conn.close()
print("after close():", conn.info.error_message)
