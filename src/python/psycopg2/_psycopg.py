"""The names that programs import from psycopg2's C module. Everything is defined elsewhere in this package."""

from __future__ import annotations

from . import __libpq_version__ as __libpq_version__
from . import __version__ as __version__
from . import apilevel as apilevel
from . import paramstyle as paramstyle
from . import threadsafety as threadsafety
from ._adapters import Decimal as Decimal
from ._casts import BINARY as BINARY
from ._casts import DATETIME as DATETIME
from ._casts import NUMBER as NUMBER
from ._casts import ROWID as ROWID
from ._casts import STRING as STRING
from ._casts import UNKNOWN as UNKNOWN
from ._containers import List as List
from ._dates import Date as Date
from ._dates import DateFromTicks as DateFromTicks
from ._dates import Time as Time
from ._dates import TimeFromTicks as TimeFromTicks
from ._dates import Timestamp as Timestamp
from ._dates import TimestampFromTicks as TimestampFromTicks
from ._dates import datetime as datetime
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
from ._typecast import type as type  # noqa: A004 - the name is psycopg2's
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
from .extensions import adapters as adapters
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
