"""What a server, or the lack of one, answers to those it does not let in."""

import psycopg2
from observe import attempt, diagnostics


def connect(what, **kwargs):
    attempt(what, psycopg2.connect, "", **kwargs)


connect("unknown database", dbname="nosuch")
connect("wrong password", password="wrong")
connect("no password", password="")
connect("unknown option of the server", options="-c nosuch=1")
connect("value out of range", options="-c statement_timeout=-1")
connect("option without a value", options="-c statement_timeout")
connect("option without -c", options="statement_timeout=500")
connect("option of superusers", options="-c log_min_messages=debug")
connect("no server", host="localhost", port=1)
connect("no server, by number", host="127.0.0.1", port=1)
connect("no server, by hostaddr", hostaddr="127.0.0.1", port=1)
connect("no socket", host="/tmp/nosuch", port=5432)
connect("unknown host", host="no-such-host.invalid")
for seconds in ("2147483648", "-2147483649", "99999999999999999999999"):
    connect("connect_timeout that is no int", host="127.0.0.1", port=1, connect_timeout=seconds)
connect("keepalives that is no int", host="127.0.0.1", port=1, keepalives="99999999999")
connect("SSL required", sslmode="require")
connect("two ports without a server", host="127.0.0.1,127.0.0.1", port="1,2")
try:
    psycopg2.connect("", dbname="nosuch")
except psycopg2.Error as error:
    print("diagnostics of a refusal")
    diagnostics(error)
