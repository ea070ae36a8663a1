"""connection.info: every attribute, open and closed."""

import psycopg2
from observe import attempt, show, text
from psycopg2.extensions import ConnectionInfo

NAMES = (
    *("dbname", "user", "password", "options", "status", "transaction_status", "protocol_version", "error_message"),
    *("needs_password", "used_password", "ssl_in_use"),
)
conn = psycopg2.connect("dbname=lab user=reader options='-c geqo=off'")
info = conn.info
show("type", type(info).__name__)
for name in NAMES:
    show(name, getattr(info, name))
show("host", info.host)
show("port", type(info.port).__name__)
show("server_version", info.server_version == conn.server_version)
show("backend_pid", info.backend_pid == conn.get_backend_pid())
show("socket", info.socket == conn.fileno())
show("application_name", info.parameter_status("application_name"))
show("server_encoding", info.parameter_status("server_encoding"))
show("unknown parameter", info.parameter_status("nosuch"))
attempt("parameter of None", info.parameter_status, None)
attempt("parameter by keyword", info.parameter_status, name="DateStyle")
show("ssl attribute", info.ssl_attribute("library"))
show("unknown ssl attribute", info.ssl_attribute("nosuch"))
attempt("ssl attribute of None", info.ssl_attribute, None)
attempt("setting", setattr, info, "dbname", "x")
attempt("unknown", getattr, info, "nosuch")
show("another each time", conn.info is conn.info)
conn.close()
for name in NAMES:
    show(f"closed: {name}", getattr(info, name))
for name in ("host", "port", "server_version", "backend_pid", "socket"):
    show(f"closed: {name}", getattr(info, name))
attempt("closed: dsn_parameters", lambda: info.dsn_parameters)
attempt("closed: parameter_status", info.parameter_status, "DateStyle")
attempt("closed: ssl_attribute_names", lambda: text(info.ssl_attribute_names))
attempt("of nothing", ConnectionInfo)
attempt("of something else", ConnectionInfo, 5)
