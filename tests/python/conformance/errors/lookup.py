"""errors.lookup, errorcodes.lookup, and the classes by name."""

import psycopg2
from observe import attempt, refused, show
from psycopg2 import errorcodes, errors

for code in (
    *("57014", "57P01", "25P03", "57P05", "25P04", "23505", "42P01", "40001", "40P01", "55P03"),
    *("00000", "99999", "", "x", "XX000", "P0001"),
):
    attempt(f"errors.lookup({code!r})", lambda code=code: [f"{cls.__module__}.{cls.__name__}" for cls in errors.lookup(code).__mro__[:4]])
    attempt(f"errorcodes.lookup({code!r})", errorcodes.lookup, code)
attempt("None", errors.lookup, None)
attempt("a number", errors.lookup, 57014)
refused("a list", errors.lookup, [])
attempt("a class", errorcodes.lookup, "57")
attempt("a class", errorcodes.lookup, "42")
for name in ("QueryCanceled", "UniqueViolation", "SyntaxError", "NameTooLong", "InternalError_", "TransactionTimeout", "nosuch", "lookup"):
    attempt(f"errors.{name}", getattr, errors, name)
show("the same class", errors.lookup("57014") is errors.QueryCanceled)
for name in ("CLASS_OPERATOR_INTERVENTION", "QUERY_CANCELED", "ADMIN_SHUTDOWN", "UNIQUE_VIOLATION", "TRANSACTION_TIMEOUT", "nosuch"):
    attempt(f"errorcodes.{name}", getattr, errorcodes, name)
codes = {name: value for name, value in vars(errorcodes).items() if name.isupper() and isinstance(value, str)}
show("how many", (len(codes), len(set(codes.values()))))
for name, value in sorted(codes.items()):
    try:
        cls = errors.lookup(value)
    except KeyError:
        print(name, value)
    else:
        print(name, value, cls.__name__, cls.__mro__[1].__name__)
show("raised by hand", isinstance(errors.UniqueViolation("x"), psycopg2.IntegrityError))
