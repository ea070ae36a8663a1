"""What the server says while a session starts is in notices with the first query, of connections that are not waited for in connect()."""

import psycopg2
from psycopg2.extensions import set_wait_callback
from psycopg2.extras import wait_select

NAME = "n" * 70


def use(conn):
    print(conn.notices)
    cur = conn.cursor()
    cur.execute("SELECT 1")
    if conn.async_:
        wait_select(conn)
    print(conn.notices)


conn = psycopg2.connect(application_name=NAME, async_=True)
print(conn.notices)
wait_select(conn)
use(conn)
set_wait_callback(wait_select)
use(psycopg2.connect(application_name=NAME))
