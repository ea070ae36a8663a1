"""The places where a timeout can be set"""

import time

import psycopg2

places = (
    "ALTER SYSTEM",
    "ALTER ROLE ALL",
    "ALTER DATABASE lab",
    "ALTER ROLE reader",
    "ALTER ROLE reader IN DATABASE lab",
)


def connect(**more):
    conn = psycopg2.connect(**{"dbname": "lab", "user": "reader"} | more)
    conn.autocommit = True
    return conn


def look(conn):
    cur = conn.cursor()
    cur.execute("SELECT current_setting(name), source FROM pg_settings WHERE name = 'statement_timeout'")
    return cur.fetchone()


def show(place, conn):
    print("{:<33}  {:<4} {}".format(place, *look(conn)))


def reload():
    """Have the server read its configuration, and wait until new sessions see another value."""
    before = look(connect())
    superuser.execute("SELECT pg_reload_conf()")
    while look(connect()) == before:
        time.sleep(0.01)


superuser = connect(user="postgres", password="postgres").cursor()
show("(nowhere)", connect())
for seconds, place in zip((70, 60, 50, 40, 30), places):
    superuser.execute(f"{place} SET statement_timeout = '{seconds}s'")
    if place == "ALTER SYSTEM":
        reload()
    show(place, connect())  # a new session: the older ones keep what they had

conn = connect(options="-c statement_timeout=20s")
show("options", conn)
conn.cursor().execute("SET statement_timeout = '10s'")
show("SET", conn)

for place in reversed(places):
    superuser.execute(f"{place} RESET statement_timeout")
reload()
