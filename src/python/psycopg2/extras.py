"""psycopg2's extras: other kinds of rows, bulk execution, more types, waiting."""

from __future__ import annotations as _annotations

from typing import Any as _Any

import psycopg2 as psycopg2

from . import extensions as _ext
from ._bulk import _paginate as _paginate
from ._bulk import _split_sql as _split_sql
from ._bulk import execute_batch as execute_batch
from ._bulk import execute_values as execute_values
from ._catalog import _solve_conn_curs as _solve_conn_curs
from ._dictrows import DictConnection as DictConnection
from ._dictrows import DictCursor as DictCursor
from ._dictrows import DictCursorBase as DictCursorBase
from ._dictrows import DictRow as DictRow
from ._late import late_names as _late_names
from ._namedtuples import NamedTupleConnection as NamedTupleConnection
from ._namedtuples import NamedTupleCursor as NamedTupleCursor
from ._namedtuples import _cached_make_nt as _cached_make_nt
from ._realdicts import RealDictConnection as RealDictConnection
from ._realdicts import RealDictCursor as RealDictCursor
from ._realdicts import RealDictRow as RealDictRow
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
        "_composite": ("CompositeCaster", "register_composite"),
        "_constants": ("REPLICATION_LOGICAL", "REPLICATION_PHYSICAL"),
        "_hstore": ("HstoreAdapter", "register_hstore"),
        "_ipaddress": ("register_ipaddress",),
        "_json": ("Json", "json", "register_default_json", "register_default_jsonb", "register_json"),
        "_logging": ("LoggingConnection", "LoggingCursor", "MinTimeLoggingConnection", "MinTimeLoggingCursor"),
        "_range": (
            *("DateRange", "DateTimeRange", "DateTimeTZRange", "NumericRange", "Range"),
            *("RangeAdapter", "RangeCaster", "register_range"),
        ),
        "_replication": ("LogicalReplicationConnection", "PhysicalReplicationConnection"),
        "_slots": ("ReplicationCursor", "StopReplication"),
        "_uuid": ("Inet", "UUID_adapter", "register_inet", "register_uuid"),
        "_walmessage": ("ReplicationMessage",),
        "collections": ("OrderedDict", "namedtuple"),  # what the real module imports comes with its ``*`` as well
        "functools": ("lru_cache",),
    },
)
