"""A loss that is kept from psycopg2"""

import psycopg2
from psycopg2.extensions import set_wait_callback
from psycopg2.extras import wait_select


def wait(conn):
    try:
        wait_select(conn)
    except psycopg2.OperationalError:
        pass  # not told of the loss, execute() takes what the server said before it


set_wait_callback(wait)
conn = psycopg2.connect("dbname=lab user=reader", options="-c transaction_timeout=300")
try:
    conn.cursor().execute("SELECT pg_sleep(1)")
except psycopg2.OperationalError as error:
    print("an OperationalError:", type(error).__name__, error.pgcode)
except psycopg2.Error as error:
    print("none:", type(error).__name__, error.pgcode)
    print("text:", str(error).strip())
print("closed:", conn.closed)
