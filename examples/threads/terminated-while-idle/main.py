"""A session is terminated while nobody uses it"""

import select
import threading

import psycopg2

conn, other = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))


def listen():
    try:
        while True:
            select.select([conn], [], [])  # sleeps until the server says something, or hangs up
            conn.poll()
            print("notices:", conn.notices, "- closed", conn.closed)
    except psycopg2.OperationalError as error:
        print(f"{type(error).__name__}, pgcode {error.pgcode}, closed {conn.closed}")
        print(error)


thread = threading.Thread(target=listen)
thread.start()
other.cursor().execute("SELECT pg_terminate_backend(%s)", [conn.info.backend_pid])
thread.join()
