"""PgBouncer with one place, which somebody has taken"""

import os

import psycopg2


def outcome(conn):
    try:
        conn.cursor().execute("SELECT 1")
        return "no error"
    except psycopg2.Error as error:
        return (
            f"{type(error).__name__}, {str(error).splitlines()[0]}\n    conn.info.error_message: {conn.info.error_message.splitlines()[0]}"
        )


first = psycopg2.connect("dbname=lab user=reader")
first.cursor().execute("SELECT 1")  # in a transaction: the place is taken

second = psycopg2.connect("dbname=lab user=reader", connect_timeout=2)
print("connect() of the second: no error, closed", second.closed)
print("its first statement:", outcome(second))

first.commit()
cur = first.cursor()
cur.execute("SELECT pg_backend_pid()")
server = psycopg2.connect("dbname=lab user=reader", port=os.environ["SERVER_PORT"])
server.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", cur.fetchone())
print("the first, after its session was ended:", outcome(first))
