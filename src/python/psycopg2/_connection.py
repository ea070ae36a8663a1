"""``extensions.connection``. Imports ``_pq``, ``_execute`` and its own mixins.

States: ``_closed`` 0 open, 1 by close(), 2 broken; ``_status`` keeps its last value whatever happens.
"""

from __future__ import annotations

import os
from typing import Any

from . import _conninfo, _execute
from ._arguments import c_function, string
from ._attributes import member, no_attribute
from ._constants import STATUS_BEGIN, STATUS_PREPARED, STATUS_READY, STATUS_SETUP
from ._encodings import encodings
from ._exceptions import InternalError, OperationalError, ProgrammingError
from ._facts import Facts
from ._lobject import LargeObjects
from ._polling import Polling
from ._pq import PGconn
from ._session import Session
from ._turn import Turn
from ._twophase import TwoPhase


class connection(Session, TwoPhase, Polling, LargeObjects, Facts):
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
        self._deferrable = None
        self._dsn = None
        self._encoding = None
        self._entered = False
        self._finished = True
        self._isolation_level = None
        self._lock = Turn()
        self._lo_functions = {}
        self._marks = 0
        self._pending_notices = []
        self._pid = os.getpid()
        self._protocol_version = 0
        self._quote_prefix = b""
        self._readonly = None
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
        self._async = int(kwargs.get("async", async_))
        self._binary_types = {}
        self._string_types = {}
        self._dsn = _conninfo.obscure(string(dsn, 1))
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
        self._lock.pq = self._pq
        self._pq.on_notice = self._pending_notices.append
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

    def _read_encoding(self) -> None:
        name = self._pq.parameters.get("client_encoding", "UTF8")
        cleaned = "".join(character for character in name.upper() if character.isalnum())
        if cleaned not in encodings:
            raise OperationalError(f"no Python encoding for PostgreSQL encoding '{cleaned}'")
        self._encoding = cleaned
        self._codec = self._pq.codec = encodings[cleaned]

    # -- the life of a connection ------------------------------------------------------------------------------

    @c_function
    def cursor(
        self,
        name: str | bytes | None = None,
        cursor_factory: Any = None,
        withhold: bool = False,
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
        if withhold:
            made.withhold = True
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

    @c_function
    def commit(self) -> None:
        """COMMIT if a transaction is open. After an error the server answers it with a rollback, silently."""
        self._check_open()
        self._check_sync("commit")
        if self._xid is not None:
            raise ProgrammingError("commit cannot be used during a two-phase transaction")
        self._end(b"COMMIT")

    @c_function
    def rollback(self) -> None:
        """ROLLBACK if a transaction is open."""
        self._check_open()
        self._check_sync("rollback")
        if self._xid is not None:
            raise ProgrammingError("rollback cannot be used during a two-phase transaction")
        self._end(b"ROLLBACK")

    def _end(self, sql: bytes) -> None:
        with self._lock:
            if self._status != STATUS_BEGIN:
                return
            self._marks += 1  # invalidates the named cursors
            if sql == b"COMMIT":
                self._status = STATUS_READY  # also if it fails
            try:
                _execute.command(self, sql)
            finally:
                self._take_notices()
            self._status = STATUS_READY

    @c_function
    def __enter__(self) -> connection:
        """Begin a block that ends in commit or rollback; the connection stays open."""
        self._check_open()
        if self._entered or self._status == STATUS_BEGIN and self._autocommit:
            raise ProgrammingError("the connection cannot be re-entered recursively")
        self._entered = True
        return self

    @c_function
    def __exit__(self, kind: Any, value: Any, traceback: Any, /) -> None:
        """Commit, or roll back if the block raised."""
        self._entered = False
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def __del__(self) -> None:
        if getattr(self, "_finished", True) is False and self._pid == os.getpid():
            self._finished = True
            try:
                self._pq.finish()
            except BaseException:  # noqa: BLE001 - the interpreter may be going down
                pass

    def __repr__(self) -> str:
        return f"<connection object at 0x{id(self):x}; dsn: '{self._dsn}', closed: {self._closed}>"

    __str__ = __repr__

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)

    # -- asking the server ------------------------------------------------------------------------------------

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

    @c_function
    def reset(self) -> None:
        """Back to a fresh session: rolled back, settings as they were at the start."""
        self._check_open()
        self._check_sync("reset")
        with self._lock:
            if self._status == STATUS_BEGIN:
                self._marks += 1
                _execute.command(self, b"ABORT")
            _execute.command(self, b"DISCARD ALL")
            self._status = STATUS_READY
            self._xid = None
            self._autocommit = False
            self._isolation_level = self._readonly = self._deferrable = None
            self._set_datestyle()
            self._read_encoding()

    def _set_datestyle(self) -> None:
        if not self._pq.parameters.get("DateStyle", "").startswith("ISO"):
            _execute.command(self, b"SET DATESTYLE TO 'ISO'")

    @c_function
    def set_client_encoding(self, encoding: str, /) -> None:
        """Speak ``encoding``; rolls back an open transaction."""
        self._check_open()
        self._check_sync("set_client_encoding")
        self._check_not_prepared("set_client_encoding")
        string(encoding, 1)
        cleaned = "".join(character for character in encoding.upper() if character.isalnum())
        if cleaned == self._encoding:
            return
        if self._status == STATUS_BEGIN:
            self._end(b"ROLLBACK")
        _execute.command(self, b"SET client_encoding TO '" + cleaned.encode() + b"'")
        self._read_encoding()

connection.__module__ = "psycopg2.extensions"
setattr(connection, "async", member("_async", "1 for an asynchronous connection."))
