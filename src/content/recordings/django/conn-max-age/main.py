"""CONN_MAX_AGE and CONN_HEALTH_CHECKS: which requests share a session, and what happens when it was lost"""

import os

import django
import psycopg2
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connections

DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "lab",
    "USER": "reader",
    "PASSWORD": "reader",
    "HOST": os.environ["PGHOST"],
    "PORT": os.environ["PGPORT"],
}
settings.configure(
    DATABASES={
        "default": {},
        "as it comes": DATABASE,
        "kept": {**DATABASE, "CONN_MAX_AGE": 60},
        "kept and checked": {**DATABASE, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    }
)
django.setup()


def request(alias):
    """What a view would do, between the signals that begin and end a request. Gives back the session's pid."""
    request_started.send(sender=None)
    try:
        with connections[alias].cursor() as cur:
            cur.execute("SELECT pg_backend_pid()")
            return cur.fetchone()[0]
    except OperationalError as error:
        print(f"    OperationalError: {str(error).splitlines()[0]}")
        return None
    finally:
        request_finished.send(sender=None)


def terminate(pid):
    other = psycopg2.connect("dbname=lab user=reader")
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


for alias in "as it comes", "kept", "kept and checked":
    first, second = request(alias), request(alias)
    print(f"{alias}: two requests share a session: {first == second}")
    terminate(second)
    print("  after the session was ended:")
    for number in "next", "one after":
        answered = request(alias) is not None
        print(f"  the {number}: {'answered' if answered else 'failed'}")
