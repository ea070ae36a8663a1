"""psycopg2's extensions to DB-API: states, types both ways, connection strings, green mode."""

from __future__ import annotations as _annotations

from typing import Any as _Any

from . import _conninfo, _defaults  # noqa: F401 - it registers them
from ._adapt import adapt as adapt
from ._adapt import all_adapters as _all_adapters
from ._adapt import register_adapter as register_adapter
from ._adapters import AsIs as AsIs
from ._adapters import Boolean as Boolean
from ._adapters import Float as Float
from ._adapters import Int as Int
from ._adapters import NoneAdapter as NoneAdapter
from ._prepared import Binary as Binary
from ._prepared import QuotedString as QuotedString
from ._arguments import c_function as _c_function
from ._arguments import type_name as _type_name
from ._casts import BINARYARRAY as BINARYARRAY
from ._casts import BOOLEAN as BOOLEAN
from ._casts import BOOLEANARRAY as BOOLEANARRAY
from ._casts import BYTES as BYTES
from ._casts import BYTESARRAY as BYTESARRAY
from ._casts import DATE as DATE
from ._casts import DATEARRAY as DATEARRAY
from ._casts import DATETIMEARRAY as DATETIMEARRAY
from ._casts import DECIMAL as DECIMAL
from ._casts import DECIMALARRAY as DECIMALARRAY
from ._casts import FLOAT as FLOAT
from ._casts import FLOATARRAY as FLOATARRAY
from ._casts import INTEGER as INTEGER
from ._casts import INTEGERARRAY as INTEGERARRAY
from ._casts import INTERVAL as INTERVAL
from ._casts import INTERVALARRAY as INTERVALARRAY
from ._casts import LONGINTEGER as LONGINTEGER
from ._casts import LONGINTEGERARRAY as LONGINTEGERARRAY
from ._casts import PYDATE as PYDATE
from ._casts import PYDATEARRAY as PYDATEARRAY
from ._casts import PYDATETIME as PYDATETIME
from ._casts import PYDATETIMEARRAY as PYDATETIMEARRAY
from ._casts import PYDATETIMETZ as PYDATETIMETZ
from ._casts import PYDATETIMETZARRAY as PYDATETIMETZARRAY
from ._casts import PYINTERVAL as PYINTERVAL
from ._casts import PYINTERVALARRAY as PYINTERVALARRAY
from ._casts import PYTIME as PYTIME
from ._casts import PYTIMEARRAY as PYTIMEARRAY
from ._casts import ROWIDARRAY as ROWIDARRAY
from ._casts import STRINGARRAY as STRINGARRAY
from ._casts import TIME as TIME
from ._casts import TIMEARRAY as TIMEARRAY
from ._casts import UNICODE as UNICODE
from ._casts import UNICODEARRAY as UNICODEARRAY
from ._connection import connection as connection
from ._constants import (
    ISOLATION_LEVEL_AUTOCOMMIT as ISOLATION_LEVEL_AUTOCOMMIT,
)
from ._constants import ISOLATION_LEVEL_DEFAULT as ISOLATION_LEVEL_DEFAULT
from ._constants import ISOLATION_LEVEL_READ_COMMITTED as ISOLATION_LEVEL_READ_COMMITTED
from ._constants import ISOLATION_LEVEL_READ_UNCOMMITTED as ISOLATION_LEVEL_READ_UNCOMMITTED
from ._constants import ISOLATION_LEVEL_REPEATABLE_READ as ISOLATION_LEVEL_REPEATABLE_READ
from ._constants import ISOLATION_LEVEL_SERIALIZABLE as ISOLATION_LEVEL_SERIALIZABLE
from ._constants import POLL_ERROR as POLL_ERROR
from ._constants import POLL_OK as POLL_OK
from ._constants import POLL_READ as POLL_READ
from ._constants import POLL_WRITE as POLL_WRITE
from ._constants import STATUS_ASYNC as STATUS_ASYNC
from ._constants import STATUS_BEGIN as STATUS_BEGIN
from ._constants import STATUS_IN_TRANSACTION as STATUS_IN_TRANSACTION
from ._constants import STATUS_PREPARED as STATUS_PREPARED
from ._constants import STATUS_READY as STATUS_READY
from ._constants import STATUS_SETUP as STATUS_SETUP
from ._constants import STATUS_SYNC as STATUS_SYNC
from ._constants import TRANSACTION_STATUS_ACTIVE as TRANSACTION_STATUS_ACTIVE
from ._constants import TRANSACTION_STATUS_IDLE as TRANSACTION_STATUS_IDLE
from ._constants import TRANSACTION_STATUS_INERROR as TRANSACTION_STATUS_INERROR
from ._constants import TRANSACTION_STATUS_INTRANS as TRANSACTION_STATUS_INTRANS
from ._constants import TRANSACTION_STATUS_UNKNOWN as TRANSACTION_STATUS_UNKNOWN
from ._containers import SQL_IN as SQL_IN
from ._cursor import cursor as cursor
from ._dates import DateFromPy as DateFromPy
from ._dates import IntervalFromPy as IntervalFromPy
from ._dates import TimeFromPy as TimeFromPy
from ._dates import TimestampFromPy as TimestampFromPy
from ._description import Column as Column
from ._exceptions import Diagnostics as Diagnostics
from ._encodings import encodings as encodings
from ._exceptions import ProgrammingError as _ProgrammingError
from ._exceptions import QueryCanceledError as QueryCanceledError
from ._exceptions import TransactionRollbackError as TransactionRollbackError
from ._green import get_wait_callback as get_wait_callback
from ._green import set_wait_callback as set_wait_callback
from ._info import ConnectionInfo as ConnectionInfo
from ._isqlquote import ISQLQuote as ISQLQuote
from ._late import late_names as _late_names
from ._latecasts import JSON as JSON
from ._latecasts import JSONARRAY as JSONARRAY
from ._latecasts import JSONB as JSONB
from ._latecasts import JSONBARRAY as JSONBARRAY
from ._lobject import lobject as lobject
from ._notify import Notify as Notify
from ._scope import encrypt_password as encrypt_password
from ._scope import quote_ident as quote_ident
from ._registry import binary_types as binary_types
from ._registry import new_array_type as new_array_type
from ._registry import new_type as new_type
from ._scope import register_type as register_type
from ._registry import string_types as string_types
from ._xid import Xid as Xid


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
