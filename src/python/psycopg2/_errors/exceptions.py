"""The DB-API exception classes and what psycopg2 adds to them.

The classes by SQLSTATE are in ``errors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._extension.arguments import c_function
from .._extension.attributes import computed, lacks, member, public, unpicklable

if TYPE_CHECKING:
    from .._libpq.result import Result


@public("psycopg2")
class Warning(Exception):  # noqa: A001 - the name is DB-API's
    """A database warning (DB-API; never raised by psycopg2)."""


@public("psycopg2")
class Error(Exception):
    """The root of what the driver raises for the database; see ``pgcode``, ``pgerror``, ``diag``, ``cursor``."""

    __slots__ = ("_cursor", "_pgcode", "_pgerror", "_result")

    _pgerror: str | None
    _pgcode: str | None
    _cursor: object  # a cursor
    _result: Result | None

    pgerror = member("_pgerror", "The whole text of the server's error, beginning ``'ERROR:  '``; None if it sent none.")
    pgcode = member("_pgcode", "The SQLSTATE, five characters; None if the error is the client's or the connection's.")
    cursor = member("_cursor", "The cursor whose use raised, if it was one.")

    @computed
    def diag(self) -> Diagnostics:
        """The fields of the server's error; all None if there is none."""
        return Diagnostics(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles keep ``args``, ``pgerror`` and ``pgcode``, and not even these two of an error with attributes of its own."""
        if self.__dict__:
            return (type(self), self.args, dict(self.__dict__))
        known = {"pgerror": self.pgerror, "pgcode": self.pgcode}
        return (type(self), self.args, {name: value for name, value in known.items() if value is not None})

    def __setstate__(self, state: dict[str, Any] | None) -> None:
        """Take back what ``__reduce__`` gave."""
        if state is None:
            return
        if not isinstance(state, dict):
            raise TypeError("state is not a dictionary")
        self._pgerror = state.get("pgerror")
        self._pgcode = state.get("pgcode")


@public("psycopg2")
class InterfaceError(Error):
    """Misuse of the driver: a closed connection or cursor, for example."""


@public("psycopg2")
class DatabaseError(Error):
    """Whatever the database, or the way to it, reports."""


@public("psycopg2")
class InternalError(DatabaseError):
    """The server met an internal error, or a transaction is in the wrong state."""


@public("psycopg2")
class OperationalError(DatabaseError):
    """What the programmer need not be to blame for: lost connections, cancelled statements, resources."""


@public("psycopg2")
class ProgrammingError(DatabaseError):
    """Wrong SQL, unknown tables, wrong parameters."""


@public("psycopg2")
class IntegrityError(DatabaseError):
    """A constraint refused the change."""


@public("psycopg2")
class DataError(DatabaseError):
    """A value that does not fit: division by zero, out of range, wrong text."""


@public("psycopg2")
class NotSupportedError(DatabaseError):
    """Something this database does not do."""


@public("psycopg2.extensions")
class QueryCanceledError(OperationalError):
    """A statement was cancelled (SQLSTATE 57014)."""


@public("psycopg2.extensions")
class TransactionRollbackError(OperationalError):
    """The server rolled the transaction back: deadlock, serialization failure (SQLSTATE class 40)."""


# Field codes: PostgreSQL's documentation, "Error and Notice Message Fields".
FIELDS = {
    "severity": "S",
    "severity_nonlocalized": "V",
    "sqlstate": "C",
    "message_primary": "M",
    "message_detail": "D",
    "message_hint": "H",
    "statement_position": "P",
    "internal_position": "p",
    "internal_query": "q",
    "context": "W",
    "schema_name": "s",
    "table_name": "t",
    "column_name": "c",
    "datatype_name": "d",
    "constraint_name": "n",
    "source_file": "F",
    "source_line": "L",
    "source_function": "R",
}


@public("psycopg2.extensions")
class Diagnostics:
    """Details of a server's error: each field is a str, or None where the server sent none."""

    __slots__ = ("_error", "_fields")

    @c_function
    def __init__(self, error: Error, /) -> None:
        """``error`` must be a ``psycopg2.Error``; anything else is a TypeError."""
        if not isinstance(error, Error):
            raise TypeError("The argument must be a psycopg2.Error")
        self._error = error  # and with it the cursor of the error
        result = getattr(error, "_result", None)
        self._fields = result.fields if result is not None else {}

    __reduce_ex__ = unpicklable

    __getattr__ = lacks


def _field(name: str, code: str) -> Any:
    def getter(self: Diagnostics) -> str | None:
        return self._fields.get(code)

    getter.__name__ = name
    getter.__doc__ = f"Field {code} of the message."
    return computed(getter)


for _name, _code in FIELDS.items():
    setattr(Diagnostics, _name, _field(_name, _code))


def client_error(cls: type[Error], message: str, cursor: object = None) -> Error:
    """An error of the driver's own about ``cursor``, ready to be raised."""
    error = cls(message)
    error._cursor = cursor
    return error
