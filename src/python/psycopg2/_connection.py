"""``extensions.connection``. Imports ``_pq`` and its own mixins.

States: ``_closed`` 0 open, 1 by close(), 2 broken; ``_status`` keeps its last value whatever happens.
"""

from __future__ import annotations

import os
from typing import Any

from . import _conninfo
from ._arguments import c_function, c_int, string
from ._attributes import member, no_attribute, unpicklable
from ._constants import STATUS_BEGIN, STATUS_PREPARED, STATUS_READY, STATUS_SETUP
from ._exceptions import InternalError, OperationalError, ProgrammingError
from ._facts import Facts
from ._lobject import LargeObjects
from ._polling import Polling
from ._pq import PGconn
from ._session import Session
from ._settings import Settings
from ._transaction import Transactions
from ._turn import Turn
from ._twophase import TwoPhase


class connection(Transactions, Settings, Session, TwoPhase, Polling, LargeObjects, Facts):
    """A session with a PostgreSQL server: ``connection(dsn)``; see ``psycopg2.connect``."""

    __slots__ = ()

    def __new__(cls, *_args: Any, **_kwargs: Any) -> connection:
        """A connection to nothing yet, as one stays whose class does not call this one's ``__init__``."""
        self = super().__new__(cls)
        self._async = 0
        self._async_cursor = None
        self._async_result = None
        self._async_status = 0
        self._autocommit = False
        self._binary_types = None
        self._closed = 0
        self._codec = "utf-8"
        self._deferrable = False
        self._dsn = None
        self._encoding = None
        self._entered = False
        self._finished = True
        self._isolation_level = 0
        self._lock = Turn()
        self._lo_functions = {}
        self._marks = 0
        self._pending_notices = []
        self._pending_notifies = []
        self._pid = os.getpid()
        self._protocol_version = 0
        self._quote_prefix = b""
        self._readonly = False
        self._server_version = 0
        self._status = STATUS_SETUP
        self._string_types = None
        self._xid = None
        self.cursor_factory = None
        self.notices = None
        self.notifies = None
        return self

    @c_function
    def __init__(self, dsn: str, async_: int = 0, **kwargs: Any) -> None:
        """Connect; raises OperationalError. With ``async_`` only begin to: see ``poll``."""
        for name in kwargs:
            if name != "async":
                raise TypeError(f"{name!r} is an invalid keyword argument for this function")
        dsn = string(dsn, 1)
        self._async = c_int(kwargs.get("async", async_))
        self._deferrable = self._isolation_level = self._readonly = None
        self._binary_types = {}
        self._string_types = {}
        self._dsn = _conninfo.obscure(dsn)
        self.notices = []
        self.notifies = []
        self._closed = 1
        try:
            given = _conninfo.parse(dsn)
        except _conninfo.ConninfoError:
            raise InternalError("the connection string is not valid") from None
        try:
            options = _conninfo.with_defaults(given)
        except _conninfo.ConninfoError as error:
            raise OperationalError(str(error)) from None
        self._pq = PGconn(options)
        self._pq.on_notice = self._pending_notices.append
        self._pq.notifies = self._pending_notifies
        self._closed = 0
        self._finished = False
        if self._async:
            self._connect_async()
        else:
            self._connect_sync()

    def _setup(self) -> None:
        """What a fresh session needs to be told or asked."""
        self._read_encoding()
        self._server_version = self._pq.server_version()
        self._protocol_version = 3
        self._quote_prefix = b"E" if self._backslashes_escape() else b""

    @c_function
    def cursor(
        self,
        name: str | bytes | None = None,
        cursor_factory: Any = None,
        withhold: Any = False,
        scrollable: bool | None = None,
    ) -> Any:
        """A new cursor; with ``name`` one that lives on the server."""
        self._check_open()
        if self._status not in (STATUS_READY, STATUS_BEGIN, STATUS_PREPARED):
            raise OperationalError("asynchronous connection attempt underway")
        if name is not None and self._async:
            raise ProgrammingError("asynchronous connections cannot produce named cursors")
        if cursor_factory is None:
            cursor_factory = self.cursor_factory
        from ._cursor import cursor

        if cursor_factory is None:
            cursor_factory = cursor
        made = cursor_factory(self, name)
        if not isinstance(made, cursor):
            raise TypeError("cursor factory must be subclass of psycopg2.extensions.cursor")
        if withhold is not False:
            made.withhold = withhold
        if scrollable is not None:
            made.scrollable = scrollable
        return made

    @c_function
    def close(self) -> None:
        """Close now; what was not committed is lost. Closing twice is allowed."""
        if self._closed == 1:
            return
        with self._lock:
            self._closed = 1
            if not self._finished:
                self._pq.finish()
                self._finished = True

    def __del__(self) -> None:
        if getattr(self, "_finished", True) is False and self._pid == os.getpid():
            self._finished = True
            try:
                self._pq.finish()
            except BaseException:  # noqa: BLE001 - the interpreter may be going down
                pass

    __reduce_ex__ = unpicklable

    def __repr__(self) -> str:
        return f"<connection object at 0x{id(self):x}; dsn: '{self._dsn}', closed: {self._closed}>"

    __str__ = __repr__

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)

    @c_function
    def cancel(self) -> None:
        """Ask the server, over a second connection, to cancel what this one is running."""
        self._check_open()
        if self._status not in (STATUS_READY, STATUS_BEGIN, STATUS_PREPARED):
            raise OperationalError("asynchronous connection attempt underway")
        self._check_not_prepared("cancel")
        from ._cancel import cancel

        problem = cancel(self._pq)
        if problem:
            raise OperationalError(problem)


connection.__module__ = "psycopg2.extensions"
setattr(connection, "async", member("_async", "1 for an asynchronous connection."))
