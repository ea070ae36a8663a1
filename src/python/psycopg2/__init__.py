"""A driver for PostgreSQL that behaves as psycopg2 2.9.13 does, written in Python alone.

It runs in the page, against the server there, and on CPython 3.9 or later against any server. There is no TLS, and
neither service nor password files are read.
"""

from __future__ import annotations as _annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from . import errors as errors
from . import extensions as _ext
from . import extensions as extensions
from ._extension.arguments import c_function as _c_function
from ._extension.arguments import c_int as _c_int
from ._extension.arguments import names_async as _names_async
from ._extension.arguments import string as _string
from ._types.defaults import BINARY, DATETIME, NUMBER, ROWID, STRING
from ._adapters.dates import Date, DateFromTicks, Time, TimeFromTicks, Timestamp, TimestampFromTicks
from ._errors.exceptions import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,  # noqa: A004 - the name is DB-API's
)
from .extensions import Binary

if _TYPE_CHECKING:
    from ._connection.connection import connection

__all__ = [
    "BINARY",
    "Binary",
    "DATETIME",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NUMBER",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "ROWID",
    "STRING",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "apilevel",
    "connect",
    "errors",
    "extensions",
    "paramstyle",
    "threadsafety",
]

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"

# Modules that psycopg2 imports with itself, and these are imported when first asked for.
_LATE = ("_json", "_psycopg", "_range")

# The driver whose behaviour this is, and the libpq that it was observed with.
__version__ = "2.9.13 (dt dec pq3 ext lo64)"
__libpq_version__ = 170011


def connect(
    dsn: str | None = None,
    connection_factory: _Any = None,
    cursor_factory: _Any = None,
    **kwargs: _Any,
) -> connection:
    """Connect to a database; by a connection string, by keywords (``database`` is ``dbname``), or by both.

    ``connection_factory`` makes the connection, ``cursor_factory`` its cursors; ``async_=1`` only begins to connect.
    Raises OperationalError if the connection fails, ProgrammingError for an unknown option.
    """
    asynchronous: dict[str, _Any] = {}
    for name in ("async", "async_"):
        if name in kwargs:
            asynchronous[name] = kwargs.pop(name)
    dsn = _ext.make_dsn(dsn, **kwargs)
    conn = _connect(dsn, connection_factory=connection_factory, **asynchronous)
    if cursor_factory is not None:
        conn.cursor_factory = cursor_factory
    return conn


@_c_function
@_names_async
def _connect(dsn: str, connection_factory: _Any = None, asynchronous: int = 0, async_: int = 0) -> _Any:
    """What is left of ``connect`` once its keywords are in ``dsn``; programs put functions of their own in its place."""
    dsn, asynchronous, async_ = _string(dsn, 1), _c_int(asynchronous), _c_int(async_)
    factory = _ext.connection if connection_factory is None else connection_factory
    under_way = async_ or asynchronous
    return factory(dsn, under_way) if under_way else factory(dsn)


def __getattr__(name: str) -> _Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return importlib.import_module(f".{name}", __name__)
