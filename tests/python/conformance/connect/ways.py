"""The ways to say where to: a string, keywords, both, URIs, the environment; and what the result is."""

import os

import psycopg2
from observe import show, state
from psycopg2 import extensions


def who(what, *args, **kwargs):
    conn = psycopg2.connect(*args, **kwargs)
    cur = conn.cursor()
    cur.execute("SELECT current_database(), current_user, current_setting('application_name'), current_setting('geqo')")
    show(what, cur.fetchone())
    show("  state", state(conn))
    conn.close()
    show("  state", state(conn))


who("environment", "")
who("None and keyword", None, dbname="lab")
who("string", "dbname=postgres user=reader")
who("keywords", dbname="postgres", user="reader", password="reader")
who("database", database="postgres")
who("both", "dbname=lab application_name=a", dbname="postgres")
who("URI", "postgresql://reader:reader@/postgres?application_name=uri")
who("options", "", options="-c geqo=off -c application_name=x")
who("application_name", "", application_name="mine", fallback_application_name="other")
who("fallback", "", fallback_application_name="other")
os.environ["PGAPPNAME"] = "from the environment"
who("PGAPPNAME", "")
who("PGAPPNAME and keyword", "", application_name="keyword")
os.environ["PGOPTIONS"] = "-c geqo=off"
who("PGOPTIONS", "")
who("PGOPTIONS and options", "", options="")
os.environ["PGDATABASE"] = "postgres"
who("PGDATABASE", "")
show("connection_factory", type(psycopg2.connect("", extensions.connection)).__name__)
