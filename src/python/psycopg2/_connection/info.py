"""``connection.info``: facts of the libpq connection. A closed connection has none, which is not an error.

Attribute names are psycopg2's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._extension.arguments import c_function, string
from .._extension.attributes import computed, lacks, public, unpicklable
from .connection import Made, connection
from .._errors.exceptions import InterfaceError

if TYPE_CHECKING:
    from .._libpq.pgconn import PGconn


@public("psycopg2.extensions")
class ConnectionInfo:
    """Read-only; each value is asked of the connection when read."""

    __slots__ = ("_conn",)

    @c_function
    def __init__(self, conn: connection, /) -> None:
        if not isinstance(conn, connection):
            raise TypeError("The argument must be a psycopg2 connection")
        self._conn = conn

    __reduce_ex__ = unpicklable

    @property
    def _live(self) -> PGconn | None:
        """The connection, None after close()."""
        return self._conn._pq if not self._conn._finished else None

    @computed
    def dbname(self) -> str | None:
        """The database's name."""
        return self._live.options["dbname"] if self._live else None

    @computed
    def user(self) -> str | None:
        """The role's name."""
        return self._live.options["user"] if self._live else None

    @computed
    def password(self) -> str | None:
        """The password in clear; '' if none was given."""
        return self._live.password if self._live else None

    @computed
    def host(self) -> str | None:
        """A name, an address, or the directory of a Unix socket."""
        return (self._live.host or self._live.address) if self._live else None

    @computed
    def port(self) -> int | None:
        """The port."""
        return int(self._live.port or 0) if self._live else None

    @computed
    def options(self) -> str | None:
        """The command-line options of the connection request; '' if none."""
        return self._live.options.get("options", "") if self._live else None

    @computed
    def dsn_parameters(self) -> dict[str, str]:
        """Every option in effect, the password apart; InterfaceError once closed."""
        if self._live is None:
            raise InterfaceError("connection already closed")
        return {keyword: value for keyword, value in self._live.options.items() if keyword != "password"}

    @computed
    def status(self) -> int:
        """libpq's ConnStatusType: 0 OK, 1 bad, others while connecting."""
        return self._live.status if self._live else 1

    @computed
    def transaction_status(self) -> int:
        """One of extensions.TRANSACTION_STATUS_*."""
        return self._live.transaction_status() if self._live else 4

    @computed
    def protocol_version(self) -> int:
        """3; 0 without a connection."""
        return self._live.protocol_version() if self._live else 0

    @computed
    def server_version(self) -> int:
        """180004 for 18.4; 0 without a connection."""
        return self._live.server_version() if self._live else 0

    @computed
    def error_message(self) -> str | None:
        """The text of the last error, None if there is none."""
        return (self._live.error_message or None) if self._live else "connection pointer is NULL\n"

    @computed
    def socket(self) -> int:
        """The descriptor; -1 without a connection."""
        return self._live.fileno() if self._live else -1

    @computed
    def backend_pid(self) -> int:
        """The backend's process id; 0 without a connection."""
        return self._live.backend_pid if self._live and self._live.status == 0 else 0

    @computed
    def needs_password(self) -> bool:
        """The server asked for a password and there was none."""
        live = self._live
        return bool(live and live.password_needed and not live.password)

    @computed
    def used_password(self) -> bool:
        """The server asked for a password."""
        return bool(self._live and self._live.password_used)

    @computed
    def ssl_in_use(self) -> bool:
        """False: this driver does not encrypt."""
        return False

    @computed
    def ssl_attribute_names(self) -> list[str]:
        """The names ``ssl_attribute`` knows; none while there is a connection without encryption."""
        return [] if self._live else ["library", "key_bits", "cipher", "compression", "protocol", "alpn"]

    @c_function
    def ssl_attribute(self, name: str) -> str | None:
        """None: there is no encryption to tell of."""
        string(name, 1)
        return None

    @c_function
    def parameter_status(self, name: str) -> str | None:
        """A parameter the server reports, None if it does not."""
        string(name, 1)
        return self._live.parameters.get(name) if self._live else None

    __getattr__ = lacks


Made.info = ConnectionInfo
