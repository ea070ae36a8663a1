"""The places where a timeout can be set"""

import psycopg2

places = (
    "ALTER ROLE ALL",
    "ALTER DATABASE lab",
    "ALTER ROLE reader",
    "ALTER ROLE reader IN DATABASE lab",
)


def connect(**more):
    conn = psycopg2.connect(**{"dbname": "lab", "user": "reader"} | more)
    conn.autocommit = True
    return conn


def show(place, conn):
    cur = conn.cursor()
    cur.execute("SELECT current_setting(name), source FROM pg_settings WHERE name = 'statement_timeout'")
    print("{:<33}  {:<4} {}".format(place, *cur.fetchone()))


superuser = connect(user="postgres", password="postgres").cursor()
show("(nowhere)", connect())
for seconds, place in zip((60, 50, 40, 30), places):
    superuser.execute(f"{place} SET statement_timeout = '{seconds}s'")
    show(place, connect())  # a new session: the older ones keep what they had

conn = connect(options="-c statement_timeout=20s")
show("options", conn)
conn.cursor().execute("SET statement_timeout = '10s'")
show("SET", conn)

for place in places:
    superuser.execute(f"{place} RESET statement_timeout")
