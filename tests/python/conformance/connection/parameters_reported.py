"""get_parameter_status: what the server reports, kept up to date; None for the rest."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
for name in (
    *("server_encoding", "client_encoding", "application_name", "is_superuser", "session_authorization", "DateStyle"),
    *("IntervalStyle", "TimeZone", "integer_datetimes", "standard_conforming_strings", "default_transaction_read_only"),
    *("in_hot_standby", "scram_iterations", "search_path", "statement_timeout", "datestyle", "timezone", "nosuch", ""),
):
    show(name, conn.get_parameter_status(name))
cur.execute("SET application_name = 'changed'; SET TimeZone = 'Europe/Rome'; SET DateStyle = 'Postgres, DMY'")
for name in ("application_name", "TimeZone", "DateStyle"):
    show(name, conn.get_parameter_status(name))
conn.rollback()
for name in ("application_name", "TimeZone", "DateStyle"):
    show(name, conn.get_parameter_status(name))
attempt("NUL", conn.get_parameter_status, "a\0b")
attempt("bytes", conn.get_parameter_status, b"TimeZone")
