"""What can be asked of a connection without asking the server. Imports ``_connstate``, ``_exceptions``."""

from __future__ import annotations

from typing import Any

from . import _exceptions
from ._arguments import c_function, string
from ._attributes import computed, member
from ._connstate import ConnectionState


def _exception(cls: type[Exception]) -> Any:
    """DB-API: the exceptions are attributes of connections, too."""

    def getter(self: Any) -> type[Exception]:
        return cls

    getter.__doc__ = cls.__doc__
    return computed(getter)


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

    @c_function
    def get_native_connection(self) -> Any:
        """NotSupportedError: the capsule would hold libpq's connection, and there is no libpq under this driver."""
        self._check_open()
        raise _exceptions.NotSupportedError("get_native_connection: this driver is written in Python, without libpq")

    @computed
    def pgconn_ptr(self) -> None:
        """None, as it is where libpq has no connection: this driver is written in Python, without libpq."""

    closed = member("_closed", "0 open, 1 closed by close(), 2 found broken.")
    cursor_factory = member("_cursor_factory", "What ``cursor()`` makes, unless told otherwise; None: cursors.", writable=True)
    status = member("_status", "One of extensions.STATUS_*; keeps its value when the connection is closed or lost.")
    dsn = member("_dsn", "The connection string, its password hidden.")
    encoding = member("_encoding", "PostgreSQL's name of the client encoding.")
    server_version = member("_server_version", "180004 for 18.4.")
    protocol_version = member("_protocol_version", "3.")
    async_ = member("_async", "1 for an asynchronous connection.")
    string_types = member("_string_types", "Typecasters of this connection by OID.")
    binary_types = member("_binary_types", "Not used by psycopg2.")

    @computed
    def info(self) -> Any:
        """A ConnectionInfo."""
        from ._info import ConnectionInfo

        return ConnectionInfo(self)

    Error = _exception(_exceptions.Error)
    Warning = _exception(_exceptions.Warning)
    InterfaceError = _exception(_exceptions.InterfaceError)
    DatabaseError = _exception(_exceptions.DatabaseError)
    InternalError = _exception(_exceptions.InternalError)
    OperationalError = _exception(_exceptions.OperationalError)
    ProgrammingError = _exception(_exceptions.ProgrammingError)
    IntegrityError = _exception(_exceptions.IntegrityError)
    DataError = _exception(_exceptions.DataError)
    NotSupportedError = _exception(_exceptions.NotSupportedError)
