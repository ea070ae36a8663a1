"""The hierarchy of the exceptions, their attributes when a program makes them, and the names they have elsewhere."""

import psycopg2
from observe import failure, show
from psycopg2 import errors, extensions

NAMES = (
    *("Warning", "Error", "InterfaceError", "DatabaseError", "DataError", "OperationalError", "IntegrityError"),
    *("InternalError", "ProgrammingError", "NotSupportedError"),
)

for name in NAMES:
    cls = getattr(psycopg2, name)
    show(name, [base.__name__ for base in cls.__mro__])
    show("  in errors", getattr(errors, name, None) is cls)
    show("  documented", bool(cls.__doc__))
for name in ("QueryCanceledError", "TransactionRollbackError"):
    cls = getattr(extensions, name)
    show(name, [f"{base.__module__}.{base.__name__}" for base in cls.__mro__])

error = psycopg2.Error("text", 2)
failure("made by hand", error)
show("pgerror", error.pgerror)
show("pgcode", error.pgcode)
show("cursor", error.cursor)
show("diag", type(error.diag).__name__)
show("sqlstate", error.diag.sqlstate)
for attribute in ("pgerror", "pgcode", "cursor", "diag"):
    try:
        setattr(error, attribute, "x")
    except AttributeError as refused:
        failure(attribute, refused)
error.other = 1
show("own attribute", error.other)
show("repr", psycopg2.OperationalError("a\n"))
show("empty", psycopg2.Warning())
