"""psycopg2's extras: other kinds of rows, bulk execution, more types, waiting."""

from __future__ import annotations as _annotations

from typing import Any as _Any

import psycopg2 as psycopg2

from . import extensions as _ext
from ._extras.bulk import _paginate as _paginate
from ._extras.bulk import _split_sql as _split_sql
from ._extras.bulk import execute_batch as execute_batch
from ._extras.bulk import execute_values as execute_values
from ._cursor.catalog import _solve_conn_curs as _solve_conn_curs
from ._extras.dict_rows import DictConnection as DictConnection
from ._extras.dict_rows import DictCursor as DictCursor
from ._extras.dict_rows import DictCursorBase as DictCursorBase
from ._extras.dict_rows import DictRow as DictRow
from ._extension.late import late_names as _late_names
from ._extras.named_tuple_rows import NamedTupleConnection as NamedTupleConnection
from ._extras.named_tuple_rows import NamedTupleCursor as NamedTupleCursor
from ._extras.named_tuple_rows import _cached_make_nt as _cached_make_nt
from ._extras.real_dict_rows import RealDictConnection as RealDictConnection
from ._extras.real_dict_rows import RealDictCursor as RealDictCursor
from ._extras.real_dict_rows import RealDictRow as RealDictRow
from .extensions import quote_ident as quote_ident


def wait_select(conn: _Any) -> None:
    """Wait for ``conn`` with ``select``; a wait callback for green mode. Ctrl-C cancels what is running."""
    import select

    while True:
        try:
            state = conn.poll()
            if state == _ext.POLL_OK:
                break
            if state == _ext.POLL_READ:
                select.select([conn.fileno()], [], [])
            elif state == _ext.POLL_WRITE:
                select.select([], [conn.fileno()], [])
            else:
                raise conn.OperationalError(f"bad state from poll: {state}")
        except KeyboardInterrupt:
            conn.cancel()
            # Go on to receive the server's answer: the cancellation.
            continue


# Most programs do without these, and without the modules that they need.
__getattr__, __dir__ = _late_names(
    globals(),
    {
        "_extras.composite": ("CompositeCaster", "register_composite"),
        "_extension.constants": ("REPLICATION_LOGICAL", "REPLICATION_PHYSICAL"),
        "_extras.hstore": ("HstoreAdapter", "register_hstore"),
        "_ipaddress": ("register_ipaddress",),
        "_json": ("Json", "json", "register_default_json", "register_default_jsonb", "register_json"),
        "_extras.logging": ("LoggingConnection", "LoggingCursor", "MinTimeLoggingConnection", "MinTimeLoggingCursor"),
        "_range": (
            *("DateRange", "DateTimeRange", "DateTimeTZRange", "NumericRange", "Range"),
            *("RangeAdapter", "RangeCaster", "register_range"),
        ),
        "_replication.connection": ("LogicalReplicationConnection", "PhysicalReplicationConnection"),
        "_replication.slots": ("ReplicationCursor", "StopReplication"),
        "_extras.uuid": ("Inet", "UUID_adapter", "register_inet", "register_uuid"),
        "_replication.message": ("ReplicationMessage",),
        "collections": ("OrderedDict", "namedtuple"),  # what the real module imports comes with its ``*`` as well
        "functools": ("lru_cache",),
    },
)
