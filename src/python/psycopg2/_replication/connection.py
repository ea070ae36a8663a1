"""Sessions with a walsender, which takes replication commands: ``_psycopg.ReplicationConnection``, and ``extras``' two kinds of it.

The commands: PostgreSQL's documentation, "Streaming Replication Protocol".
"""

from __future__ import annotations

from typing import Any

from .._extension.arguments import c_function, c_long, names_async
from .._extension.attributes import absent, computed, no_attribute, public
from .._connection.connection import connection
from .._extension.constants import REPLICATION_LOGICAL, REPLICATION_PHYSICAL
from .slots import ReplicationCursor
from ..extensions import make_dsn


@public("psycopg2.extensions")
class ReplicationConnection(connection):
    """Logical replication is of a database, physical of the whole server; always in autocommit."""

    __slots__ = ("_replication_type",)

    @c_function
    @names_async
    def __init__(self, dsn: str, asynchronous: int = 0, replication_type: int = 0) -> None:
        """Connect; ``replication_type`` is one of extras.REPLICATION_*, else TypeError."""
        replication_type = c_long(replication_type)
        if replication_type == REPLICATION_LOGICAL:
            dsn = make_dsn(dsn, replication="database")
        elif replication_type == REPLICATION_PHYSICAL:
            dsn = make_dsn(dsn, replication="true", dbname="replication")
        else:
            raise TypeError("replication_type must be either REPLICATION_PHYSICAL or REPLICATION_LOGICAL")
        self._replication_type: int = replication_type
        super().__init__(dsn, asynchronous)
        self._autocommit = True
        self.cursor_factory = ReplicationCursor

    @computed
    def replication_type(self) -> int:
        """REPLICATION_LOGICAL or REPLICATION_PHYSICAL, of extras."""
        return self._replication_type

    def __getattr__(self, name: str) -> Any:
        found = getattr(type(self), name, None)
        raise found.unreadable() if isinstance(found, absent) else no_attribute(self, name)

    def __repr__(self) -> str:
        return f"<ReplicationConnection object at 0x{id(self):x}; dsn: '{self._dsn}', closed: {self._closed}>"

    __str__ = __repr__


for _name in ("autocommit", "isolation_level", "reset", "set_isolation_level", "set_session"):
    setattr(ReplicationConnection, _name, absent(ReplicationConnection, _name))


@public("psycopg2.extras")
class LogicalReplicationConnection(ReplicationConnection):
    """A connection for logical replication of its database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["replication_type"] = REPLICATION_LOGICAL
        super().__init__(*args, **kwargs)


@public("psycopg2.extras")
class PhysicalReplicationConnection(ReplicationConnection):
    """A connection for physical replication of the server."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["replication_type"] = REPLICATION_PHYSICAL
        super().__init__(*args, **kwargs)
