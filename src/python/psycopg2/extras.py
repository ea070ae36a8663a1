"""psycopg2's extras: other kinds of rows, bulk execution, more types, waiting."""

from __future__ import annotations

from typing import Any

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
from ._namedtuples import NamedTupleConnection as NamedTupleConnection
from ._namedtuples import NamedTupleCursor as NamedTupleCursor
from ._namedtuples import _cached_make_nt as _cached_make_nt
from ._realdicts import RealDictConnection as RealDictConnection
from ._realdicts import RealDictCursor as RealDictCursor
from ._realdicts import RealDictRow as RealDictRow
from .extensions import quote_ident as quote_ident

# Names that need modules which most programs do without: imported when first asked for.
_LATE = {
    **dict.fromkeys(("Json", "json", "register_json", "register_default_json", "register_default_jsonb"), "._json"),
    **dict.fromkeys(
        (
            "DateRange",
            "DateTimeRange",
            "DateTimeTZRange",
            "NumericRange",
            "Range",
            "RangeAdapter",
            "RangeCaster",
            "register_range",
        ),
        "._rangetypes",
    ),
    **dict.fromkeys(
        ("LoggingConnection", "LoggingCursor", "MinTimeLoggingConnection", "MinTimeLoggingCursor"), "._logging"
    ),
    **dict.fromkeys(("Inet", "UUID_adapter", "register_inet", "register_uuid"), "._uuid"),
    **dict.fromkeys(("CompositeCaster", "register_composite"), "._composite"),
    **dict.fromkeys(("HstoreAdapter", "register_hstore"), "._hstore"),
    **dict.fromkeys(
        ("LogicalReplicationConnection", "PhysicalReplicationConnection"),
        "._replication",
    ),
    **dict.fromkeys(("ReplicationCursor", "StopReplication"), "._slots"),
    **dict.fromkeys(("REPLICATION_LOGICAL", "REPLICATION_PHYSICAL"), "._constants"),
    "ReplicationMessage": "._walmessage",
    "register_ipaddress": "._ipaddress",
    "OrderedDict": "collections",  # these that the real module imports come with its ``*`` as well
    "lru_cache": "functools",
    "namedtuple": "collections",
}


def wait_select(conn: Any) -> None:
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


def __getattr__(name: str) -> Any:
    if name == "__all__":  # asked by ``import *``
        return [public for public in __dir__() if not public.startswith("_")]
    module = _LATE.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    found = getattr(importlib.import_module(module, __package__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATE} - {"Any", "_LATE", "annotations"})
