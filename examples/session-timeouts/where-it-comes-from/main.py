"""The places where a timeout can be set"""

import psycopg2

places = "ALTER DATABASE lab", "ALTER ROLE reader", "ALTER ROLE reader IN DATABASE lab"


def connect(**more):
    conn = psycopg2.connect("dbname=lab user=reader", **more)
    conn.autocommit = True
    return conn


def look(place, conn):
    cur = conn.cursor()
    cur.execute("SELECT current_setting(name), source FROM pg_settings WHERE name = 'statement_timeout'")
    print("{:<33}  {:<4} {}".format(place, *cur.fetchone()))


admin = connect().cursor()
look("(nowhere)", connect())
for seconds, place in zip((50, 40, 30), places):
    admin.execute(f"{place} SET statement_timeout = '{seconds}s'")
    look(place, connect())  # a new session: the older ones keep what they had

conn = connect(options="-c statement_timeout=20s")
look("options", conn)
conn.cursor().execute("SET statement_timeout = '10s'")
look("SET", conn)

for place in places:
    admin.execute(f"{place} RESET statement_timeout")
