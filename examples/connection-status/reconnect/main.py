"""Try again with a new connection, but only if the old one is lost"""

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader", application_name="shop")


def ask(conn, query):
    """Return an open connection and the answer. For queries that may run twice."""
    try:
        cur = conn.cursor()
        cur.execute(query)
    except (psycopg2.OperationalError, psycopg2.InterfaceError):
        if not conn.closed:
            raise  # a timeout or a deadlock: a new connection would not help
        print("lost, connecting anew")
        conn = connect()
        cur = conn.cursor()
        cur.execute(query)
    return conn, cur.fetchone()[0]


conn = connect()
conn, answer = ask(conn, "SELECT 'first answer'")
print(answer)

psycopg2.connect("dbname=lab user=reader").cursor().execute(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shop'"
)
conn, answer = ask(conn, "SELECT 'second answer'")
print(answer)
