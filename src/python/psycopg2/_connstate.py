"""What a connection knows and the conditions its methods ask for: the base its mixins share. Imports ``_pq``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._constants import STATUS_PREPARED, STATUS_READY
from ._exceptions import InterfaceError, ProgrammingError

if TYPE_CHECKING:
    from weakref import ref

    from ._pq import PGconn

NOTICES_KEPT = 50


class ConnectionState:
    """Fields with slots: a misspelt attribute is an error, as it is on the C type."""

    __slots__ = (
        "_async",
        "_async_cursor",
        "_async_result",
        "_async_status",
        "_autocommit",
        "_binary_types",
        "_closed",
        "_codec",
        "_cursor_factory",
        "_deferrable",
        "_dsn",
        "_encoding",
        "_entered",
        "_finished",
        "_isolation_level",
        "_lo_functions",
        "_lock",
        "_marks",
        "_pending_notices",
        "_pending_notifies",
        "_pid",
        "_pq",
        "_protocol_version",
        "_quote_prefix",
        "_readonly",
        "_server_version",
        "_status",
        "_string_types",
        "_xid",
        "notices",
        "notifies",
        "__weakref__",
    )

    _async: int
    _async_cursor: ref[Any] | None  # the cursor whose query is under way, None if none is
    _async_result: Any
    _async_status: int
    _autocommit: bool
    _binary_types: dict[int, Any] | None
    _closed: int
    _codec: str  # Python's name of the client encoding
    _cursor_factory: Any
    cursor_factory: Any
    _deferrable: bool | None
    _dsn: str | None
    _encoding: str | None
    _entered: bool  # within a ``with`` block
    _finished: bool  # nothing is left to close
    _isolation_level: int | None
    _lo_functions: dict[str, int]  # their OIDs, once large objects were used
    _lock: Any
    _marks: int  # transactions ended so far: what invalidates named cursors and large objects
    _pending_notices: list[str]
    _pending_notifies: list[tuple[int, str, str]]
    _pid: int
    _pq: PGconn
    _protocol_version: int
    _quote_prefix: bytes  # of string literals: E if backslashes were special when the session began
    _readonly: bool | None
    _server_version: int
    _status: int
    _string_types: dict[int, Any] | None
    _xid: Any
    notices: Any
    notifies: Any

    if TYPE_CHECKING:

        def _end(self, sql: bytes) -> None: ...
        def _has_datestyle(self) -> bool: ...
        def _read_encoding(self) -> None: ...
        def _set_datestyle(self) -> None: ...

    def _backslashes_escape(self) -> bool:
        """Whether the server reads backslashes in plain literals (standard_conforming_strings off)."""
        return self._pq.parameters.get("standard_conforming_strings") == "off"

    def _check_open(self) -> None:
        if self._closed:
            raise InterfaceError("connection already closed")

    def _check_sync(self, method: str) -> None:
        if self._async:
            raise ProgrammingError(f"{method} cannot be used in asynchronous mode")

    def _check_not_prepared(self, method: str) -> None:
        if self._status == STATUS_PREPARED:
            raise ProgrammingError(f"{method} cannot be used with a prepared two-phase transaction")

    def _take_arrived(self) -> None:
        """Show the notifications that have arrived, and the notices; a list keeps the last 50 of these."""
        if self._pending_notifies:
            from ._notify import Notify

            for pid, channel, payload in self._pending_notifies:
                _append(self.notifies, Notify(pid, channel, payload))
            self._pending_notifies.clear()
        if self._pending_notices:
            for notice in self._pending_notices:
                _append(self.notices, notice)
            self._pending_notices.clear()
            if isinstance(self.notices, list) and len(self.notices) > NOTICES_KEPT:
                del self.notices[:-NOTICES_KEPT]

    def _check_outside(self, method: str) -> None:
        if self._status != STATUS_READY:
            raise ProgrammingError(f"{method} cannot be used inside a transaction")


def _append(to: Any, item: Any) -> None:
    """Programs may put what they like in place of the lists; what fails there is not told of."""
    try:
        to.append(item)
    except Exception:  # noqa: BLE001, S110 - psycopg2 clears the error, whatever it is
        pass
