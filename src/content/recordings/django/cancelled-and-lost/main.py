"""A limit, a cancelled statement and a lost connection, under Django"""

import os

import django
import psycopg2
from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "lab",
            "USER": "reader",
            "PASSWORD": "reader",
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ["PGPORT"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"options": "-c statement_timeout=200ms"},
        }
    }
)
django.setup()


def attempt(what, statement="SELECT 1"):
    try:
        with connection.cursor() as cur:
            cur.execute(statement)
            print(f"{what}: {cur.fetchone()[0]}")
    except Error as error:
        print(f"{what}: {type(error).__name__}, cause {type(error.__cause__).__name__}")


def end_session():
    with connection.cursor() as cur:
        cur.execute("SELECT pg_backend_pid()")
        pid = cur.fetchone()[0]
    other = psycopg2.connect("dbname=lab user=reader")
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


attempt("options", "SHOW statement_timeout")
attempt("cancelled", "SELECT pg_sleep(1)")

with connection.cursor() as cur:
    cur.execute("SET statement_timeout = '111ms'")
close_old_connections()  # as between two requests
attempt("SET in an earlier request", "SHOW statement_timeout")

end_session()
attempt("lost")
attempt("the next statement")
close_old_connections()
attempt("after close_old_connections()")

with connection.cursor() as cur:
    cur.execute("CREATE TABLE note (text text)")
with transaction.atomic():
    with connection.cursor() as cur:
        cur.execute("INSERT INTO note VALUES ('first')")
    attempt("cancelled inside atomic(), and caught there", "SELECT pg_sleep(1)")
attempt("rows saved by the block", "SELECT count(*) FROM note")

with transaction.atomic():
    with connection.cursor() as cur:
        cur.execute("INSERT INTO note VALUES ('first')")
    try:
        with transaction.atomic(), connection.cursor() as cur:
            cur.execute("SELECT pg_sleep(1)")
    except Error:
        pass
attempt("rows saved with an inner atomic()", "SELECT count(*) FROM note")
