"""Too many connections: the server has only so many places"""

import time

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader")


def connect_patiently(patience=5):
    """Try for some seconds: the place of a closed connection is not free at once."""
    give_up = time.monotonic() + patience
    while True:
        try:
            return connect()
        except psycopg2.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


conns = [connect()]
cur = conns[0].cursor()
for setting in "max_connections", "superuser_reserved_connections":
    cur.execute("SELECT current_setting(%s)", [setting])
    print(setting, cur.fetchone()[0])

try:
    while True:
        conns.append(connect())
except psycopg2.OperationalError as error:
    print(f"{len(conns)} connections are open; one more: {type(error).__name__}, pgcode {error.pgcode}")
    print(error)

conns.pop().close()
conns.append(connect_patiently())
print("one closed, one opened:", len(conns), "are open")
