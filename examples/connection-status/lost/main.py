"""A session is ended from outside, and the program makes one call after another"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("SELECT 1")

other = psycopg2.connect("dbname=lab user=reader").cursor()
other.execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])


def show(call, function, *arguments):
    try:
        function(*arguments)
        result = "no error"
    except psycopg2.Error as error:
        result = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    print(f"{call:<26} {result}\n{'':<26} closed {conn.closed}, status {conn.status}")


show("(nothing)", lambda: None)
show("execute()", cur.execute, "SELECT 1")
show("execute()", cur.execute, "SELECT 1")
show("rollback()", conn.rollback)
show("cursor()", conn.cursor)
show("cursor.close()", cur.close)
show("get_transaction_status()", conn.get_transaction_status)
show("isexecuting()", conn.isexecuting)
show("close()", conn.close)
