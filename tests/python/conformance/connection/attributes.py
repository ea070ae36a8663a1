"""Every attribute of a fresh connection, and which of them can be set."""

import psycopg2
from observe import attempt, refused, show

conn = psycopg2.connect("dbname=lab")
for name in (
    *("closed", "status", "dsn", "encoding", "autocommit", "isolation_level", "readonly", "deferrable", "notices", "notifies"),
    *("cursor_factory", "server_version", "protocol_version", "async_", "async", "string_types", "binary_types"),
):
    show(name, getattr(conn, name))
for name in ("closed", "status", "dsn", "encoding", "server_version", "protocol_version", "async", "async_", "string_types", "info"):
    attempt(name, setattr, conn, name, 1)
for name in ("notices", "notifies", "cursor_factory"):
    attempt(name, setattr, conn, name, [1])
    show(name, getattr(conn, name))
refused("a new attribute", setattr, conn, "other", 1)
attempt("an unknown attribute", getattr, conn, "nosuch")
attempt("deleting one", delattr, conn, "closed")
for name in ("Error", "Warning", "InterfaceError", "DatabaseError", "DataError", "OperationalError", "IntegrityError", "InternalError"):
    show(name, getattr(conn, name) is getattr(psycopg2, name))
attempt("setting a class", setattr, conn, "Error", 1)
show("on the type", type(type(conn).Error).__name__ in ("getset_descriptor", "property", "_computed"))
