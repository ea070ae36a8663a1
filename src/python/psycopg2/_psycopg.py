"""The names that programs import from psycopg2's C module. Everything is defined elsewhere in this package."""

from . import __libpq_version__ as __libpq_version__
from . import __version__ as __version__
from . import _connect as _connect
from . import apilevel as apilevel
from . import paramstyle as paramstyle
from . import threadsafety as threadsafety
from ._adapt import all_adapters as _all_adapters
from ._adapters import Decimal as Decimal
from ._casts import BINARY as BINARY
from ._casts import BINARYARRAY as BINARYARRAY
from ._casts import BOOLEAN as BOOLEAN
from ._casts import BOOLEANARRAY as BOOLEANARRAY
from ._casts import BYTES as BYTES
from ._casts import BYTESARRAY as BYTESARRAY
from ._casts import CIDRARRAY as CIDRARRAY
from ._casts import DATE as DATE
from ._casts import DATEARRAY as DATEARRAY
from ._casts import DATETIME as DATETIME
from ._casts import DATETIMEARRAY as DATETIMEARRAY
from ._casts import DATETIMETZ as DATETIMETZ
from ._casts import DATETIMETZARRAY as DATETIMETZARRAY
from ._casts import DECIMAL as DECIMAL
from ._casts import DECIMALARRAY as DECIMALARRAY
from ._casts import FLOAT as FLOAT
from ._casts import FLOATARRAY as FLOATARRAY
from ._casts import INETARRAY as INETARRAY
from ._casts import INTEGER as INTEGER
from ._casts import INTEGERARRAY as INTEGERARRAY
from ._casts import INTERVAL as INTERVAL
from ._casts import INTERVALARRAY as INTERVALARRAY
from ._casts import LONGINTEGER as LONGINTEGER
from ._casts import LONGINTEGERARRAY as LONGINTEGERARRAY
from ._casts import MACADDRARRAY as MACADDRARRAY
from ._casts import NUMBER as NUMBER
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
from ._casts import ROWID as ROWID
from ._casts import ROWIDARRAY as ROWIDARRAY
from ._casts import STRING as STRING
from ._casts import STRINGARRAY as STRINGARRAY
from ._casts import TIME as TIME
from ._casts import TIMEARRAY as TIMEARRAY
from ._casts import UNICODE as UNICODE
from ._casts import UNICODEARRAY as UNICODEARRAY
from ._casts import UNKNOWN as UNKNOWN
from ._containers import List as List
from ._dates import Date as Date
from ._dates import DateFromPy as DateFromPy
from ._dates import DateFromTicks as DateFromTicks
from ._dates import IntervalFromPy as IntervalFromPy
from ._dates import Time as Time
from ._dates import TimeFromPy as TimeFromPy
from ._dates import TimeFromTicks as TimeFromTicks
from ._dates import Timestamp as Timestamp
from ._dates import TimestampFromPy as TimestampFromPy
from ._dates import TimestampFromTicks as TimestampFromTicks
from ._exceptions import DatabaseError as DatabaseError
from ._exceptions import DataError as DataError
from ._exceptions import Error as Error
from ._exceptions import IntegrityError as IntegrityError
from ._exceptions import InterfaceError as InterfaceError
from ._exceptions import InternalError as InternalError
from ._exceptions import NotSupportedError as NotSupportedError
from ._exceptions import OperationalError as OperationalError
from ._exceptions import ProgrammingError as ProgrammingError
from ._exceptions import QueryCanceledError as QueryCanceledError
from ._exceptions import TransactionRollbackError as TransactionRollbackError
from ._exceptions import Warning as Warning  # noqa: A004 - the name is DB-API's
from .errors import _all_by_code as _all_by_code
from ._late import late_names as _late_names
from .extensions import AsIs as AsIs
from .extensions import Binary as Binary
from .extensions import Boolean as Boolean
from .extensions import Column as Column
from .extensions import ConnectionInfo as ConnectionInfo
from .extensions import Diagnostics as Diagnostics
from .extensions import Float as Float
from .extensions import Int as Int
from .extensions import ISQLQuote as ISQLQuote
from .extensions import Notify as Notify
from .extensions import QuotedString as QuotedString
from .extensions import Xid as Xid
from .extensions import adapt as adapt
from .extensions import binary_types as binary_types
from .extensions import connection as connection
from .extensions import cursor as cursor
from .extensions import encodings as encodings
from .extensions import encrypt_password as encrypt_password
from .extensions import get_wait_callback as get_wait_callback
from .extensions import libpq_version as libpq_version
from .extensions import lobject as lobject
from .extensions import new_array_type as new_array_type
from .extensions import new_type as new_type
from .extensions import parse_dsn as parse_dsn
from .extensions import quote_ident as quote_ident
from .extensions import register_type as register_type
from .extensions import set_wait_callback as set_wait_callback
from .extensions import string_types as string_types

__getattr__, __dir__ = _late_names(
    globals(),
    {
        "_constants": ("REPLICATION_LOGICAL", "REPLICATION_PHYSICAL"),
        "_replication": ("ReplicationConnection",),
        "_walmessage": ("ReplicationMessage",),
        "_walsender": ("ReplicationCursor",),
    },
    adapters=_all_adapters,
    sqlstate_errors=_all_by_code,
)
