"""What can be asked of a connection without asking the server. Imports ``_connstate``, ``_exceptions``."""

from __future__ import annotations

from typing import Any

from . import _exceptions
from ._arguments import c_function, string
from ._attributes import computed, member
from ._connstate import ConnectionState


class Facts(ConnectionState):
    """Mixin: attributes and the ``get_`` methods."""

    __slots__ = ()

    @c_function
    def get_transaction_status(self) -> int:
        """One of extensions.TRANSACTION_STATUS_*; UNKNOWN once closed or lost. Asks nobody."""
        return 4 if self._finished else self._pq.transaction_status()

    @c_function
    def get_parameter_status(self, parameter: str, /) -> str | None:
        """What the server last reported of ``parameter``; None if it does not report it."""
        self._check_open()
        return self._pq.parameters.get(string(parameter, 1))

    @c_function
    def get_dsn_parameters(self) -> dict[str, str]:
        """The options in effect, the password apart."""
        self._check_open()
        return self.info.dsn_parameters

    @c_function
    def get_backend_pid(self) -> int:
        """The process id of the backend."""
        self._check_open()
        return self._pq.backend_pid

    @c_function
    def fileno(self) -> int:
        """The descriptor to wait on."""
        self._check_open()
        return self._pq.fileno()

    closed = member("_closed", "0 open, 1 closed by close(), 2 found broken.")
    cursor_factory = member("_cursor_factory", "What ``cursor()`` makes, unless told otherwise; None: cursors.", writable=True)
    status = member("_status", "One of extensions.STATUS_*; keeps its value when the connection is closed or lost.")
    dsn = member("_dsn", "The connection string, its password hidden.")
    encoding = member("_encoding", "PostgreSQL's name of the client encoding.")
    server_version = member("_server_version", "180004 for 18.4.")
    async_ = member("_async", "1 for an asynchronous connection.")
    string_types = member("_string_types", "Typecasters of this connection by OID.")
    binary_types = member("_binary_types", "Not used by psycopg2.")

    @computed
    def protocol_version(self) -> int:
        """3."""
        return 3

    @computed
    def info(self) -> Any:
        """A ConnectionInfo."""
        from ._info import ConnectionInfo

        return ConnectionInfo(self)

    Error = property(lambda self: _exceptions.Error, doc="DB-API: psycopg2.Error.")
    Warning = property(lambda self: _exceptions.Warning, doc="DB-API: psycopg2.Warning.")
    InterfaceError = property(lambda self: _exceptions.InterfaceError, doc="DB-API: psycopg2.InterfaceError.")
    DatabaseError = property(lambda self: _exceptions.DatabaseError, doc="DB-API: psycopg2.DatabaseError.")
    InternalError = property(lambda self: _exceptions.InternalError, doc="DB-API: psycopg2.InternalError.")
    OperationalError = property(lambda self: _exceptions.OperationalError, doc="DB-API: psycopg2.OperationalError.")
    ProgrammingError = property(lambda self: _exceptions.ProgrammingError, doc="DB-API: psycopg2.ProgrammingError.")
    IntegrityError = property(lambda self: _exceptions.IntegrityError, doc="DB-API: psycopg2.IntegrityError.")
    DataError = property(lambda self: _exceptions.DataError, doc="DB-API: psycopg2.DataError.")
    NotSupportedError = property(lambda self: _exceptions.NotSupportedError, doc="DB-API: psycopg2.NotSupportedError.")
