"""The variables of the environment that libpq reads, and those that only a server does."""

import os

import psycopg2
from observe import attempt, show


def with_variables(what, query="SELECT 1", **variables):
    os.environ.update(variables)
    try:
        conn = psycopg2.connect("")
    except psycopg2.Error as error:
        show(what, error)
    else:
        cur = conn.cursor()
        cur.execute(query)
        show(what, cur.fetchone()[0])
        conn.close()
    for name in variables:
        del os.environ[name]


with_variables("PGAPPNAME", "SHOW application_name", PGAPPNAME="an app")
with_variables("PGOPTIONS", "SHOW statement_timeout", PGOPTIONS="-c statement_timeout=500")
with_variables("PGOPTIONS, many", "SHOW lock_timeout", PGOPTIONS="-c statement_timeout=500 --lock_timeout=2s")
with_variables("PGTZ", "SHOW timezone", PGTZ="Asia/Kolkata")
with_variables("PGDATESTYLE", "SHOW datestyle", PGDATESTYLE="German")
with_variables("PGCLIENTENCODING", "SHOW client_encoding", PGCLIENTENCODING="SQL_ASCII")
with_variables("PGCLIENTENCODING unknown", PGCLIENTENCODING="nosuch")
with_variables("PGCONNECT_TIMEOUT", PGCONNECT_TIMEOUT="abc")
with_variables("PGSSLMODE", PGSSLMODE="nosuch")
with_variables("PGSERVICE", PGSERVICE="nosuch")
with_variables("PGTARGETSESSIONATTRS", PGTARGETSESSIONATTRS="read-only")
saved = {name: os.environ.pop(name) for name in ("PGDATABASE", "PGPASSWORD")}
attempt("no PGDATABASE: the user's name", psycopg2.connect, password="reader")
attempt("no PGPASSWORD", psycopg2.connect, dbname="lab")
os.environ.update(saved, PGPORT="abc")
attempt("PGPORT", psycopg2.connect, "")
os.environ["PGPORT"] = "1"
os.environ["PGHOST"] = "127.0.0.1"
attempt("PGHOST and PGPORT", psycopg2.connect, "")
os.environ["PGHOSTADDR"] = "127.0.0.1"
os.environ["PGHOST"] = "name"
attempt("PGHOSTADDR", psycopg2.connect, "")
