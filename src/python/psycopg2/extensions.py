"""psycopg2's extensions to DB-API: states, types both ways, connection strings, green mode."""

from __future__ import annotations as _annotations

from typing import Any as _Any

from ._libpq import conninfo as _conninfo
from ._adapters import defaults as _defaults  # noqa: F401 - it registers them
from ._adapters.adapt import adapt as adapt
from ._adapters.adapt import all_adapters as _all_adapters
from ._adapters.adapt import register_adapter as register_adapter
from ._adapters.builtin import AsIs as AsIs
from ._adapters.builtin import Boolean as Boolean
from ._adapters.builtin import Float as Float
from ._adapters.builtin import Int as Int
from ._adapters.builtin import NoneAdapter as NoneAdapter
from ._adapters.strings import Binary as Binary
from ._adapters.strings import QuotedString as QuotedString
from ._extension.arguments import c_function as _c_function
from ._extension.arguments import type_name as _type_name
from ._types.defaults import BINARYARRAY as BINARYARRAY
from ._types.defaults import BOOLEAN as BOOLEAN
from ._types.defaults import BOOLEANARRAY as BOOLEANARRAY
from ._types.defaults import BYTES as BYTES
from ._types.defaults import BYTESARRAY as BYTESARRAY
from ._types.defaults import DATE as DATE
from ._types.defaults import DATEARRAY as DATEARRAY
from ._types.defaults import DATETIMEARRAY as DATETIMEARRAY
from ._types.defaults import DECIMAL as DECIMAL
from ._types.defaults import DECIMALARRAY as DECIMALARRAY
from ._types.defaults import FLOAT as FLOAT
from ._types.defaults import FLOATARRAY as FLOATARRAY
from ._types.defaults import INTEGER as INTEGER
from ._types.defaults import INTEGERARRAY as INTEGERARRAY
from ._types.defaults import INTERVAL as INTERVAL
from ._types.defaults import INTERVALARRAY as INTERVALARRAY
from ._types.defaults import LONGINTEGER as LONGINTEGER
from ._types.defaults import LONGINTEGERARRAY as LONGINTEGERARRAY
from ._types.defaults import PYDATE as PYDATE
from ._types.defaults import PYDATEARRAY as PYDATEARRAY
from ._types.defaults import PYDATETIME as PYDATETIME
from ._types.defaults import PYDATETIMEARRAY as PYDATETIMEARRAY
from ._types.defaults import PYDATETIMETZ as PYDATETIMETZ
from ._types.defaults import PYDATETIMETZARRAY as PYDATETIMETZARRAY
from ._types.defaults import PYINTERVAL as PYINTERVAL
from ._types.defaults import PYINTERVALARRAY as PYINTERVALARRAY
from ._types.defaults import PYTIME as PYTIME
from ._types.defaults import PYTIMEARRAY as PYTIMEARRAY
from ._types.defaults import ROWIDARRAY as ROWIDARRAY
from ._types.defaults import STRINGARRAY as STRINGARRAY
from ._types.defaults import TIME as TIME
from ._types.defaults import TIMEARRAY as TIMEARRAY
from ._types.defaults import UNICODE as UNICODE
from ._types.defaults import UNICODEARRAY as UNICODEARRAY
from ._connection.connection import connection as connection
from ._extension.constants import (
    ISOLATION_LEVEL_AUTOCOMMIT as ISOLATION_LEVEL_AUTOCOMMIT,
)
from ._extension.constants import ISOLATION_LEVEL_DEFAULT as ISOLATION_LEVEL_DEFAULT
from ._extension.constants import ISOLATION_LEVEL_READ_COMMITTED as ISOLATION_LEVEL_READ_COMMITTED
from ._extension.constants import ISOLATION_LEVEL_READ_UNCOMMITTED as ISOLATION_LEVEL_READ_UNCOMMITTED
from ._extension.constants import ISOLATION_LEVEL_REPEATABLE_READ as ISOLATION_LEVEL_REPEATABLE_READ
from ._extension.constants import ISOLATION_LEVEL_SERIALIZABLE as ISOLATION_LEVEL_SERIALIZABLE
from ._extension.constants import POLL_ERROR as POLL_ERROR
from ._extension.constants import POLL_OK as POLL_OK
from ._extension.constants import POLL_READ as POLL_READ
from ._extension.constants import POLL_WRITE as POLL_WRITE
from ._extension.constants import STATUS_ASYNC as STATUS_ASYNC
from ._extension.constants import STATUS_BEGIN as STATUS_BEGIN
from ._extension.constants import STATUS_IN_TRANSACTION as STATUS_IN_TRANSACTION
from ._extension.constants import STATUS_PREPARED as STATUS_PREPARED
from ._extension.constants import STATUS_READY as STATUS_READY
from ._extension.constants import STATUS_SETUP as STATUS_SETUP
from ._extension.constants import STATUS_SYNC as STATUS_SYNC
from ._extension.constants import TRANSACTION_STATUS_ACTIVE as TRANSACTION_STATUS_ACTIVE
from ._extension.constants import TRANSACTION_STATUS_IDLE as TRANSACTION_STATUS_IDLE
from ._extension.constants import TRANSACTION_STATUS_INERROR as TRANSACTION_STATUS_INERROR
from ._extension.constants import TRANSACTION_STATUS_INTRANS as TRANSACTION_STATUS_INTRANS
from ._extension.constants import TRANSACTION_STATUS_UNKNOWN as TRANSACTION_STATUS_UNKNOWN
from ._adapters.containers import SQL_IN as SQL_IN
from ._cursor.cursor import cursor as cursor
from ._adapters.dates import DateFromPy as DateFromPy
from ._adapters.dates import IntervalFromPy as IntervalFromPy
from ._adapters.dates import TimeFromPy as TimeFromPy
from ._adapters.dates import TimestampFromPy as TimestampFromPy
from ._cursor.description import Column as Column
from ._errors.exceptions import Diagnostics as Diagnostics
from ._connection.encodings import encodings as encodings
from ._errors.exceptions import ProgrammingError as _ProgrammingError
from ._errors.exceptions import QueryCanceledError as QueryCanceledError
from ._errors.exceptions import TransactionRollbackError as TransactionRollbackError
from ._connection.green import get_wait_callback as get_wait_callback
from ._connection.green import set_wait_callback as set_wait_callback
from ._connection.info import ConnectionInfo as ConnectionInfo
from ._adapters.isqlquote import ISQLQuote as ISQLQuote
from ._extension.late import late_names as _late_names
from ._types.late import JSON as JSON
from ._types.late import JSONARRAY as JSONARRAY
from ._types.late import JSONB as JSONB
from ._types.late import JSONBARRAY as JSONBARRAY
from ._connection.lobject import lobject as lobject
from ._connection.notify import Notify as Notify
from ._cursor.scope import encrypt_password as encrypt_password
from ._cursor.scope import quote_ident as quote_ident
from ._types.registry import binary_types as binary_types
from ._types.registry import new_array_type as new_array_type
from ._types.registry import new_type as new_type
from ._cursor.scope import register_type as register_type
from ._types.registry import string_types as string_types
from ._connection.xid import Xid as Xid


@_c_function
def libpq_version() -> int:
    """The version of the libpq that this driver behaves as: 170011, which is in psycopg2-binary's wheel."""
    return 170011


@_c_function
def parse_dsn(dsn: str) -> dict[str, str]:
    """The options a connection string gives; ProgrammingError ``invalid dsn: …``, UnicodeDecodeError if one is no UTF-8."""
    if not isinstance(dsn, (str, bytes)):
        raise TypeError(f"Expected bytes or unicode string, got {_type_name(type(dsn))} instead")
    raw = str.encode(dsn) if isinstance(dsn, str) else dsn
    try:
        options = _conninfo.parse(raw.split(b"\0", 1)[0].decode(errors="surrogateescape"))
    except _conninfo.ConninfoError as error:
        text = str(error).encode(errors="surrogateescape").decode(errors="replace")
        raise _ProgrammingError(f"invalid dsn: {text}") from None
    return {keyword: value.encode(errors="surrogateescape").decode() for keyword, value in options.items()}


def make_dsn(dsn: str | None = None, **kwargs: _Any) -> str:
    """A connection string of ``dsn`` and keywords, which override it; None and unset are the same.

    ``database`` is taken for ``dbname``, not both (TypeError). ProgrammingError for an unknown option.
    """
    if dsn is None and not kwargs:
        return ""
    if not kwargs:
        parse_dsn(dsn)  # type: ignore[arg-type]
        return dsn  # type: ignore[return-value]
    if "database" in kwargs:
        if "dbname" in kwargs:
            raise TypeError("you can't specify both 'database' and 'dbname' arguments")
        kwargs["dbname"] = kwargs.pop("database")
    options = {keyword: value for keyword, value in kwargs.items() if value is not None}
    if dsn is not None:
        options = {**parse_dsn(dsn), **options}
    made = _conninfo.make(options)
    parse_dsn(made)
    return made


__getattr__, __dir__ = _late_names(globals(), {}, adapters=_all_adapters)
