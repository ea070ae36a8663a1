"""get_dsn_parameters and info.dsn_parameters: the options in effect, the password apart."""

import psycopg2
from observe import attempt, show

SHOWN = ("user", "dbname", "application_name", "options", "connect_timeout", "channel_binding", "sslmode", "password")
conn = psycopg2.connect("dbname=lab password=reader", application_name="me", connect_timeout=7, options="-c geqo=off")
for parameters in (conn.get_dsn_parameters(), conn.info.dsn_parameters):
    show("type", type(parameters))
    show("all texts", all(isinstance(item, str) for pair in parameters.items() for item in pair))
    for name in SHOWN:
        show(name, parameters.get(name))
show("password", conn.info.password)
show("options", conn.info.options)
show("a new one each time", conn.get_dsn_parameters() is not conn.get_dsn_parameters())
conn.close()
attempt("closed", conn.get_dsn_parameters)
attempt("closed, by info", lambda: conn.info.dsn_parameters)
