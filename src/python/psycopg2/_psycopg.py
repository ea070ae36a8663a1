"""The names that programs import from psycopg2's C module. Everything is defined elsewhere in this package."""

if not __package__:  # imported by itself, from the package's folder, as a module in C can be
    import os
    import sys

    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import psycopg2

    del sys.path[0], os, sys, psycopg2

from psycopg2 import __libpq_version__ as __libpq_version__
from psycopg2 import __version__ as __version__
from psycopg2 import _connect as _connect
from psycopg2 import apilevel as apilevel
from psycopg2 import paramstyle as paramstyle
from psycopg2 import threadsafety as threadsafety
from psycopg2._adapters.adapt import all_adapters as _all_adapters
from psycopg2._adapters.builtin import Decimal as Decimal
from psycopg2._types.defaults import BINARY as BINARY
from psycopg2._types.defaults import BINARYARRAY as BINARYARRAY
from psycopg2._types.defaults import BOOLEAN as BOOLEAN
from psycopg2._types.defaults import BOOLEANARRAY as BOOLEANARRAY
from psycopg2._types.defaults import BYTES as BYTES
from psycopg2._types.defaults import BYTESARRAY as BYTESARRAY
from psycopg2._types.defaults import CIDRARRAY as CIDRARRAY
from psycopg2._types.defaults import DATE as DATE
from psycopg2._types.defaults import DATEARRAY as DATEARRAY
from psycopg2._types.defaults import DATETIME as DATETIME
from psycopg2._types.defaults import DATETIMEARRAY as DATETIMEARRAY
from psycopg2._types.defaults import DATETIMETZ as DATETIMETZ
from psycopg2._types.defaults import DATETIMETZARRAY as DATETIMETZARRAY
from psycopg2._types.defaults import DECIMAL as DECIMAL
from psycopg2._types.defaults import DECIMALARRAY as DECIMALARRAY
from psycopg2._types.defaults import FLOAT as FLOAT
from psycopg2._types.defaults import FLOATARRAY as FLOATARRAY
from psycopg2._types.defaults import INETARRAY as INETARRAY
from psycopg2._types.defaults import INTEGER as INTEGER
from psycopg2._types.defaults import INTEGERARRAY as INTEGERARRAY
from psycopg2._types.defaults import INTERVAL as INTERVAL
from psycopg2._types.defaults import INTERVALARRAY as INTERVALARRAY
from psycopg2._types.defaults import LONGINTEGER as LONGINTEGER
from psycopg2._types.defaults import LONGINTEGERARRAY as LONGINTEGERARRAY
from psycopg2._types.defaults import MACADDRARRAY as MACADDRARRAY
from psycopg2._types.defaults import NUMBER as NUMBER
from psycopg2._types.defaults import PYDATE as PYDATE
from psycopg2._types.defaults import PYDATEARRAY as PYDATEARRAY
from psycopg2._types.defaults import PYDATETIME as PYDATETIME
from psycopg2._types.defaults import PYDATETIMEARRAY as PYDATETIMEARRAY
from psycopg2._types.defaults import PYDATETIMETZ as PYDATETIMETZ
from psycopg2._types.defaults import PYDATETIMETZARRAY as PYDATETIMETZARRAY
from psycopg2._types.defaults import PYINTERVAL as PYINTERVAL
from psycopg2._types.defaults import PYINTERVALARRAY as PYINTERVALARRAY
from psycopg2._types.defaults import PYTIME as PYTIME
from psycopg2._types.defaults import PYTIMEARRAY as PYTIMEARRAY
from psycopg2._types.defaults import ROWID as ROWID
from psycopg2._types.defaults import ROWIDARRAY as ROWIDARRAY
from psycopg2._types.defaults import STRING as STRING
from psycopg2._types.defaults import STRINGARRAY as STRINGARRAY
from psycopg2._types.defaults import TIME as TIME
from psycopg2._types.defaults import TIMEARRAY as TIMEARRAY
from psycopg2._types.defaults import UNICODE as UNICODE
from psycopg2._types.defaults import UNICODEARRAY as UNICODEARRAY
from psycopg2._types.defaults import UNKNOWN as UNKNOWN
from psycopg2._adapters.containers import List as List
from psycopg2._adapters.dates import Date as Date
from psycopg2._adapters.dates import DateFromPy as DateFromPy
from psycopg2._adapters.dates import DateFromTicks as DateFromTicks
from psycopg2._adapters.dates import IntervalFromPy as IntervalFromPy
from psycopg2._adapters.dates import Time as Time
from psycopg2._adapters.dates import TimeFromPy as TimeFromPy
from psycopg2._adapters.dates import TimeFromTicks as TimeFromTicks
from psycopg2._adapters.dates import Timestamp as Timestamp
from psycopg2._adapters.dates import TimestampFromPy as TimestampFromPy
from psycopg2._adapters.dates import TimestampFromTicks as TimestampFromTicks
from psycopg2._errors.exceptions import DatabaseError as DatabaseError
from psycopg2._errors.exceptions import DataError as DataError
from psycopg2._errors.exceptions import Error as Error
from psycopg2._errors.exceptions import IntegrityError as IntegrityError
from psycopg2._errors.exceptions import InterfaceError as InterfaceError
from psycopg2._errors.exceptions import InternalError as InternalError
from psycopg2._errors.exceptions import NotSupportedError as NotSupportedError
from psycopg2._errors.exceptions import OperationalError as OperationalError
from psycopg2._errors.exceptions import ProgrammingError as ProgrammingError
from psycopg2._errors.exceptions import QueryCanceledError as QueryCanceledError
from psycopg2._errors.exceptions import TransactionRollbackError as TransactionRollbackError
from psycopg2._errors.exceptions import Warning as Warning  # noqa: A004 - the name is DB-API's
from psycopg2.errors import _all_by_code as _all_by_code
from psycopg2._extension.late import late_names as _late_names
from psycopg2.extensions import AsIs as AsIs
from psycopg2.extensions import Binary as Binary
from psycopg2.extensions import Boolean as Boolean
from psycopg2.extensions import Column as Column
from psycopg2.extensions import ConnectionInfo as ConnectionInfo
from psycopg2.extensions import Diagnostics as Diagnostics
from psycopg2.extensions import Float as Float
from psycopg2.extensions import Int as Int
from psycopg2.extensions import ISQLQuote as ISQLQuote
from psycopg2.extensions import Notify as Notify
from psycopg2.extensions import QuotedString as QuotedString
from psycopg2.extensions import Xid as Xid
from psycopg2.extensions import adapt as adapt
from psycopg2.extensions import binary_types as binary_types
from psycopg2.extensions import connection as connection
from psycopg2.extensions import cursor as cursor
from psycopg2.extensions import encodings as encodings
from psycopg2.extensions import encrypt_password as encrypt_password
from psycopg2.extensions import get_wait_callback as get_wait_callback
from psycopg2.extensions import libpq_version as libpq_version
from psycopg2.extensions import lobject as lobject
from psycopg2.extensions import new_array_type as new_array_type
from psycopg2.extensions import new_type as new_type
from psycopg2.extensions import parse_dsn as parse_dsn
from psycopg2.extensions import quote_ident as quote_ident
from psycopg2.extensions import register_type as register_type
from psycopg2.extensions import set_wait_callback as set_wait_callback
from psycopg2.extensions import string_types as string_types

__getattr__, __dir__ = _late_names(
    globals(),
    {
        "_extension.constants": ("REPLICATION_LOGICAL", "REPLICATION_PHYSICAL"),
        "_replication.connection": ("ReplicationConnection",),
        "_replication.message": ("ReplicationMessage",),
        "_replication.cursor": ("ReplicationCursor",),
    },
    adapters=_all_adapters,
    sqlstate_errors=_all_by_code,
)
