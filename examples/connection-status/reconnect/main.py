"""A query that is asked again on a new connection"""

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE


def connect():
    return psycopg2.connect("dbname=lab user=reader", application_name="shop")


def ask(conn, query):
    """Return an open connection and the answer. For queries that may run twice."""
    alone = conn.get_transaction_status() == TRANSACTION_STATUS_IDLE
    try:
        cur = conn.cursor()
        cur.execute(query)
    except (psycopg2.OperationalError, psycopg2.InterfaceError):
        if not conn.closed:
            raise  # a timeout or a deadlock: a new connection would not help
        if not alone:
            raise  # what the transaction has done before is lost as well
        print("lost, connecting anew")
        conn = connect()
        cur = conn.cursor()
        cur.execute(query)
    return conn, cur.fetchone()[0]


def somebody_ends_it():
    psycopg2.connect("dbname=lab user=reader").cursor().execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'shop'"
    )


conn = connect()
conn.cursor().execute("SET statement_timeout = '5s'")
conn.commit()
conn, answer = ask(conn, "SHOW statement_timeout")
print("statement_timeout:", answer)
conn.commit()

somebody_ends_it()
conn, answer = ask(conn, "SHOW statement_timeout")
print("statement_timeout:", answer)
conn.commit()

conn.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")
somebody_ends_it()
try:
    conn, answer = ask(conn, "SELECT 'and the update?'")
except psycopg2.OperationalError:
    print("within a transaction: not asked again")
conn, answer = ask(connect(), "SELECT balance FROM account WHERE id = 1")
print("balance:", answer)
