"""UUIDs and the old Inet adapter: for ``extras``."""

from __future__ import annotations

from typing import Any

from .. import extensions
from .._extension.attributes import public

_ext: Any = extensions  # which is given the types made here, as psycopg2 does


@public("psycopg2.extras")
class UUID_adapter:
    """The literal of a uuid.UUID."""

    def __init__(self, uuid: Any) -> None:
        self._uuid = uuid

    def __conform__(self, proto: Any) -> Any:
        return self if proto is _ext.ISQLQuote else None

    def getquoted(self) -> bytes:
        """``'…'::uuid``."""
        return f"'{self._uuid}'::uuid".encode()

    def __str__(self) -> str:
        return f"'{self._uuid}'::uuid"


@public("psycopg2.extras")
def register_uuid(oids: Any = None, conn_or_curs: Any = None) -> Any:
    """Read and write uuid as uuid.UUID; returns the typecaster."""
    import uuid

    if not oids:
        oid, array_oid = 2950, 2951
    elif isinstance(oids, (list, tuple)):
        oid, array_oid = oids
    else:
        oid, array_oid = oids, 2951
    _ext.UUID = _ext.new_type((oid,), "UUID", lambda data, cursor: data and uuid.UUID(data) or None)
    _ext.UUIDARRAY = _ext.new_array_type((array_oid,), "UUID[]", _ext.UUID)
    _ext.register_type(_ext.UUID, conn_or_curs)
    _ext.register_type(_ext.UUIDARRAY, conn_or_curs)
    _ext.register_adapter(uuid.UUID, UUID_adapter)
    return _ext.UUID


@public("psycopg2.extras")
class Inet:
    """An address as text, to be cast to inet."""

    def __init__(self, addr: str) -> None:
        self.addr = addr

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.addr!r})"

    def prepare(self, conn: Any) -> None:
        """Take the encoding of ``conn``."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """``'…'::inet``, of whatever can be adapted."""
        adapted = _ext.adapt(self.addr)
        if hasattr(adapted, "prepare"):
            adapted.prepare(self._conn)
        return adapted.getquoted() + b"::inet"

    def __conform__(self, proto: Any) -> Any:
        return self if proto is _ext.ISQLQuote else None

    def __str__(self) -> str:
        return str(self.addr)


@public("psycopg2.extras")
def register_inet(oid: int | None = None, conn_or_curs: Any = None) -> Any:
    """Read inet as Inet. Deprecated by psycopg2: see ``register_ipaddress``."""
    import warnings

    warnings.warn("the inet adapter is deprecated, it's not very useful", DeprecationWarning, stacklevel=1)
    if not oid:
        oid1, oid2 = 869, 1041
    elif isinstance(oid, (list, tuple)):
        oid1, oid2 = oid
    else:
        oid1, oid2 = oid, 1041
    _ext.INET = _ext.new_type((oid1,), "INET", lambda data, cursor: data and Inet(data) or None)
    _ext.INETARRAY = _ext.new_array_type((oid2,), "INETARRAY", _ext.INET)
    _ext.register_type(_ext.INET, conn_or_curs)
    _ext.register_type(_ext.INETARRAY, conn_or_curs)
    return _ext.INET
