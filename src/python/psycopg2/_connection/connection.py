"""``extensions.connection``: a session with a server, as psycopg2 has it on top of libpq's (``_libpq.pgconn``).

States: ``_closed`` 0 open, 1 by close(), 2 broken; ``_status`` keeps its last value whatever happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from .._libpq import conninfo
from .._errors import exceptions
from . import green
from .._extension.arguments import c_function, c_long, c_unsigned, names_async, string, type_name
from .._extension.attributes import computed, lacks, member, public, unpicklable
from .._extension.constants import (
    POLL_OK,
    POLL_READ,
    POLL_WRITE,
    STATUS_BEGIN,
    STATUS_CONNECTING,
    STATUS_DATESTYLE,
    STATUS_PREPARED,
    STATUS_READY,
    STATUS_SETUP,
    TRANSACTION_STATUS_UNKNOWN,
)
from .encodings import encodings
from .._errors.exceptions import InterfaceError, InternalError, NotSupportedError, OperationalError, ProgrammingError
from .._libpq.pgconn import CONNECTION_BAD, CONNECTION_OK, POLLING_FAILED, POLLING_OK, POLLING_READING, PGconn
from .._libpq.result import COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, FATAL_ERROR
from .._extension.signals import held, uninterrupted
from .turn import Turn

if TYPE_CHECKING:
    from typing_extensions import Self

    from .._libpq.result import Result

NOTICES_KEPT = 50
# What a connection does between polls: nothing, wait for an answer, send.
_DONE, _READING, _WRITING = range(3)
# The statuses of a connection that is made
_MADE = (STATUS_READY, STATUS_BEGIN, STATUS_PREPARED)

_LEVELS = {"READ COMMITTED": 1, "REPEATABLE READ": 2, "SERIALIZABLE": 3, "READ UNCOMMITTED": 4}
_ISOLATION = {number: name.encode() for name, number in _LEVELS.items()}
# Attribute of the connection to the end of the name of the setting that holds its default on the server.
_SETTINGS = {"isolation_level": b"isolation", "readonly": b"read_only", "deferrable": b"deferrable"}
_SEVERITIES = ("ERROR:  ", "FATAL:  ", "PANIC:  ")
_ABSENT: Any = object()


def _exception(cls: type[Exception]) -> Any:
    """DB-API: the exceptions are attributes of connections, too."""

    def getter(self: Any) -> type[Exception]:
        return cls

    getter.__doc__ = cls.__doc__
    return computed(getter)


class Made:
    """The classes of what connections make. Each is put here by its own module, which knows connections."""

    cursor: type[Any]
    info: type[Any]
    lobject: type[Any]


@public("psycopg2.extensions")
class connection:
    """A session with a PostgreSQL server: ``connection(dsn)``; see ``psycopg2.connect``."""

    # A misspelt attribute is an error, as it is on the C type.
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
        "_notices",
        "_notifies",
        "_pending_notices",
        "_pending_notifies",
        "_pq",
        "_protocol_version",
        "_quote_prefix",
        "_readonly",
        "_server_version",
        "_status",
        "_string_types",
        "_xid",
        "__weakref__",
    )

    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self:
        """A connection to nothing yet, as one stays whose class does not call this one's ``__init__``."""
        self = super().__new__(cls)
        self._clear()
        return self

    def _clear(self) -> None:
        self._async: int = 0  # 1: asynchronous; another number than 0, only that statements are, as psycopg2 has it
        self._async_cursor: ref[Any] | None = None  # the cursor whose query is under way, None if none is
        self._async_result: Result | None = None
        self._async_status: int = _DONE
        self._autocommit: bool = False
        self._binary_types: dict[int, Any] | None = None
        self._closed: int = 0
        self._codec: str = "utf-8"  # Python's name of the client encoding
        self._cursor_factory: Any = None
        self._deferrable: bool | None = False
        self._dsn: str | None = None
        self._encoding: str | None = None
        self._entered: bool = False  # within a ``with`` block
        self._finished: bool = True  # nothing is left to close
        self._isolation_level: int | None = 0
        self._lock = Turn()
        self._lo_functions: dict[str, int] = {}  # their OIDs, once large objects were used
        self._marks: int = 0  # transactions ended so far: what invalidates named cursors and large objects
        self._pending_notices: list[str] = []
        self._pending_notifies: list[tuple[int, str, str]] = []
        self._protocol_version: int = 0
        self._quote_prefix: bytes = b""  # of string literals: E if backslashes were special when the session began
        self._readonly: bool | None = False
        self._server_version: int = 0
        self._status: int = STATUS_SETUP
        self._string_types: dict[int, Any] | None = None
        self._xid: Any = None
        self._notices: Any = None
        self._notifies: Any = None

    @c_function
    @names_async
    def __init__(self, dsn: str, asynchronous: int = 0, async_: int = 0) -> None:
        """Connect; raises OperationalError. With ``async`` or ``async_`` only begin to: see ``poll``."""
        dsn, asynchronous, async_ = string(dsn, 1), c_long(asynchronous), c_long(async_)
        self._async = async_ or asynchronous
        self._deferrable = self._isolation_level = self._readonly = None
        self._binary_types = {}
        self._string_types = {}
        self._dsn = conninfo.obscure(dsn)
        self._notices = []
        self._notifies = []
        self._closed = 1
        try:
            given = conninfo.parse(dsn)
        except conninfo.ConninfoError:
            raise InternalError("the connection string is not valid") from None
        try:
            options = conninfo.with_defaults(given)
        except conninfo.ConninfoError as error:
            raise OperationalError(str(error)) from None
        self._pq: PGconn = PGconn(options)
        self._pq.notifies = self._pending_notifies
        self._closed = 0
        self._finished = False
        if self._async == 1:
            self._connect_async()
        else:
            self._connect_sync()

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

    __reduce_ex__ = unpicklable

    def __repr__(self) -> str:
        return f"<connection object at 0x{id(self):x}; dsn: '{self._dsn}', closed: {self._closed}>"

    __str__ = __repr__

    __getattr__ = lacks

    # -- the conditions of methods -----------------------------------------------------------------------------

    def _check_open(self) -> None:
        if self._closed:
            raise InterfaceError("connection already closed")

    def _check_made(self) -> None:
        if self._status not in _MADE:
            raise OperationalError("asynchronous connection attempt underway")

    def _check_sync(self, method: str) -> None:
        if self._async == 1:
            raise ProgrammingError(f"{method} cannot be used in asynchronous mode")

    def _check_not_prepared(self, method: str) -> None:
        if self._status == STATUS_PREPARED:
            raise ProgrammingError(f"{method} cannot be used with a prepared two-phase transaction")

    def _check_outside(self, method: str) -> None:
        if self._status != STATUS_READY:
            raise ProgrammingError(f"{method} cannot be used inside a transaction")

    # -- connecting, and polling -------------------------------------------------------------------------------

    @uninterrupted
    def _connect_sync(self) -> None:
        from .._libpq.connecting import connect

        try:
            if green.callback is not None:
                self._connect_start()
                green.wait(self)
            else:
                connect(self._pq)
                self._check_connected()
                self._keep_notices()
            self._status = STATUS_READY
            self._setup()
            self._set_datestyle()
        except BaseException:
            self._closed = 2
            if self._pq.status == CONNECTION_OK:  # the traceback would keep the session
                self._pq.finish()
                self._finished = True
            raise

    @uninterrupted
    def _connect_async(self) -> None:
        try:
            self._connect_start()
        except BaseException:
            self._closed = 2
            raise

    def _connect_start(self) -> None:
        """Begin; what goes wrong before there is something to wait for is told at once."""
        from .._libpq.connecting import connect_poll

        connect_poll(self._pq)
        self._check_connected()
        self._keep_notices()
        self._pq.set_nonblocking()

    def _keep_notices(self) -> None:
        """For ``notices``. A program that has to wait for ``connect`` cannot be given what is said meanwhile."""
        self._pq.on_notice = self._pending_notices.append

    def _check_connected(self) -> None:
        if self._pq.status == CONNECTION_BAD:
            raise OperationalError(self._pq.error_message)

    def _setup(self) -> None:
        """Keep what a fresh session has told."""
        from .._libpq.cancel import can_cancel

        self._quote_prefix = b"E" if self._backslashes_escape() else b""
        self._server_version = self._pq.server_version()
        self._protocol_version = self._pq.protocol_version()
        if self._protocol_version != 3:
            raise InterfaceError("only protocol 3 supported")
        self._read_encoding()
        if not can_cancel(self._pq):
            raise OperationalError("can't get cancellation key")

    @c_function
    def isexecuting(self) -> bool:
        """Whether an asynchronous query is under way; False for other connections."""
        if not self._async:
            return False
        if self._status not in _MADE:
            return True
        return self._async_cursor is not None

    @c_function
    def poll(self) -> int:
        """Do what can be done without waiting; returns one of extensions.POLL_*."""
        self._check_open()
        return self._poll()

    @uninterrupted
    def _poll(self) -> int:
        if self._status == STATUS_SETUP:
            self._status = STATUS_CONNECTING
            return POLL_WRITE
        if self._status == STATUS_CONNECTING:
            return self._poll_connecting()
        state = self._poll_query()
        if state != POLL_OK:
            return state
        if self._status == STATUS_DATESTYLE:
            result, self._async_result = self._async_result, None
            if result is None or result.status != COMMAND_OK:
                raise OperationalError("can't set datestyle to ISO")
            self._status = STATUS_READY
        elif self._async and self._async_cursor is not None:
            cursor, self._async_cursor = self._async_cursor(), None
            result, self._async_result = self._async_result, None
            if cursor is None:
                raise InterfaceError("the asynchronous cursor has disappeared")
            cursor._take(result)
        return state

    def _poll_connecting(self) -> int:
        from .._libpq.connecting import connect_poll

        polled = connect_poll(self._pq)
        if polled == POLLING_FAILED:
            raise OperationalError(self._pq.error_message or "asynchronous connection failed")
        if polled != POLLING_OK:
            return POLL_READ if polled == POLLING_READING else POLL_WRITE
        if not self._async:
            return POLL_OK
        self._autocommit = True
        self._setup()
        if not self._has_datestyle():
            self._status = STATUS_DATESTYLE
            self._pq.send_query(b"SET DATESTYLE TO 'ISO'")
            self._async_status = _WRITING
            return POLL_WRITE
        self._status = STATUS_READY
        return POLL_OK

    def _poll_query(self) -> int:
        if self._async_status == _WRITING:
            if not self._pq.flush():
                return POLL_WRITE
            self._async_status = _READING
            return POLL_READ
        if not self._pq.consume_input():
            if self._pq.status == CONNECTION_BAD:
                self._closed = 2
            raise OperationalError(self._pq.error_message)
        self._take_arrived()
        while not self._pq.is_busy():
            result = self._pq.get_result()
            if result is None:
                self._async_status = _DONE
                return POLL_OK
            if result.status != FATAL_ERROR or self._pq.status == CONNECTION_OK:
                self._async_result = result
            if result.status in (COPY_OUT, COPY_IN, COPY_BOTH):
                self._async_status = _DONE
                return POLL_OK
        return POLL_READ

    # -- statements: what cursors and the methods below run ----------------------------------------------------

    def _query(self, sql: bytes, cursor: Any = None) -> Result | None:
        """Send ``sql`` and return its last result; None, with the reason in ``_libpq.pgconn``, if it could not be sent."""
        if green.callback is not None:
            return self._query_green(sql, cursor)
        return self._pq.execute(sql)

    def _command(self, sql: bytes) -> None:
        """Run ``sql``, which returns no rows; raises what it raises, with no cursor."""
        with self._lock:
            result = self._query(sql)
            if result is None:
                raise self._unsent()
            if result.status != COMMAND_OK:
                raise self._failure(None, result)

    def _send(self, sql: bytes, cursor: Any) -> None:
        """Begin ``sql``, whose result ``poll`` will give to ``cursor``."""
        if not self._pq.send_query(sql):
            raise self._unsent()
        self._async_cursor = ref(cursor)
        self._async_result = None
        self._async_status = _READING if self._pq.flush() else _WRITING

    def _query_green(self, sql: bytes, cursor: Any) -> Result | None:
        """Run ``sql`` by polling; the last result, as the plain way gives it."""
        if self._async_cursor is not None:
            raise ProgrammingError("a single async query can be executed on the same connection")
        self._async_cursor = ref(cursor if cursor is not None else self)
        try:
            self._async_result = None
            if not self._pq.send_query(sql):
                return None
            self._async_status = _WRITING
            self._wait_green()
            return self._async_result
        finally:
            self._async_cursor = None
            self._async_status = _DONE

    def _wait_green(self) -> None:
        """Let the callback wait. Once it is broken off nothing is known of the connection any more, so it is closed."""
        try:
            green.wait(self)
        except BaseException:
            if self._pq.status != CONNECTION_BAD:
                self._pq.drop()
                self._pq.status = CONNECTION_BAD
            self._closed = 2
            raise

    def _unsent(self) -> OperationalError:
        """The error of a statement that could not be sent."""
        if self._pq.status == CONNECTION_BAD:
            self._closed = 2
        return OperationalError(self._pq.error_message)

    def _failure(self, cursor: Any, result: Result | None) -> exceptions.Error:
        """The exception for an error result, or for the connection's own error if there is none.

        A connection found broken becomes ``closed`` 2 and the error a bare OperationalError, unless the server gave a
        SQLSTATE. The text loses its ``ERROR:  ``; ``pgerror`` keeps it.
        """
        cls: type[exceptions.Error] = exceptions.DatabaseError
        if self._pq.status == CONNECTION_BAD and not self._pq.finished:
            self._closed = 2
            cls = OperationalError
        code = None
        message = None
        if result is not None and result.status == FATAL_ERROR:
            message = result.message
            code = result.fields.get("C")
        if message is None:
            message = self._pq.error_message
        if code is not None:
            from ..errors import _by_sqlstate

            cls = _by_sqlstate(code)
        text = message or "no error message"
        for severity in _SEVERITIES:
            if text.startswith(severity):
                text = text[len(severity) :]
                break
        if cursor is None and not text.isascii():  # psycopg2 asks the cursor for the connection and that for its encoding
            text = text.encode(self._codec, "replace").decode("ascii", "replace")
        error = cls(text)
        error._pgerror = message
        error._pgcode = code
        error._cursor = cursor
        error._result = result
        return error

    def _take_arrived(self) -> None:
        """Show the notifications that have arrived, and the notices; a list keeps the last 50 of these."""
        if self._pending_notifies:
            from .notify import Notify

            for pid, channel, payload in self._pending_notifies:
                _append(self._notifies, Notify(pid, channel, payload))
            self._pending_notifies.clear()
        if self._pending_notices:
            for notice in self._pending_notices:
                _append(self._notices, notice)
            self._pending_notices.clear()
            if isinstance(self._notices, list) and len(self._notices) > NOTICES_KEPT:
                del self._notices[:-NOTICES_KEPT]

    @c_function
    def cancel(self) -> None:
        """Ask the server, over a second connection, to cancel what this one is running."""
        self._check_open()
        self._check_made()
        self._check_not_prepared("cancel")
        from .._libpq.cancel import cancel

        problem = cancel(self._pq)
        if problem:
            raise OperationalError(problem)

    # -- transactions ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Open a transaction if none is and the mode asks for one."""
        with self._lock:
            if self._status != STATUS_READY or (self._autocommit and not self._entered):
                return
            self._command(b"BEGIN" if self._autocommit else self._begin_text())
            self._status = STATUS_BEGIN

    def _begin_text(self) -> bytes:
        """BEGIN with the characteristics the session was given."""
        text = b"BEGIN"
        if self._isolation_level is not None:
            text += b" ISOLATION LEVEL " + _ISOLATION[self._isolation_level]
        if self._readonly is not None:
            text += b" READ ONLY" if self._readonly else b" READ WRITE"
        if self._deferrable is not None:
            text += b" DEFERRABLE" if self._deferrable else b" NOT DEFERRABLE"
        return text

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
                self._take_arrived()
                return
            self._marks += 1  # invalidates the named cursors
            if sql == b"COMMIT":
                self._status = STATUS_READY  # also if it fails
            try:
                self._command(sql)
            finally:
                self._take_arrived()
            self._status = STATUS_READY

    @c_function
    def __enter__(self) -> Self:
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

    # -- how transactions behave -------------------------------------------------------------------------------

    @c_function
    def set_session(
        self,
        isolation_level: Any = _ABSENT,
        readonly: Any = _ABSENT,
        deferrable: Any = _ABSENT,
        autocommit: Any = _ABSENT,
    ) -> None:
        """Characteristics of the next transactions; nothing is sent except under, or on leaving, autocommit.

        ProgrammingError inside a transaction. None keeps a characteristic, ``'default'`` gives it back to the server.
        """
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        changes: dict[str, Any] = {}
        if isolation_level is not _ABSENT and isolation_level is not None:
            changes["isolation_level"] = _parse_level(isolation_level)
        if readonly is not _ABSENT and readonly is not None:
            changes["readonly"] = _parse_onoff(readonly)
        if deferrable is not _ABSENT and deferrable is not None:
            changes["deferrable"] = _parse_onoff(deferrable)
        auto = self._autocommit
        if autocommit is not _ABSENT and autocommit is not None:
            auto = bool(autocommit)
        self._apply(changes, auto)

    def _apply(self, changes: dict[str, Any], auto: bool) -> None:
        """Take what changes. Under autocommit no BEGIN carries it, so it is set as the server's default.

        Leaving autocommit gives those defaults back, for BEGIN to carry the characteristics from then on.
        """
        with self._lock:
            if auto:
                for name, value in changes.items():
                    self._set_default(name, value)
            elif self._autocommit:
                for name in _SETTINGS:
                    if getattr(self, "_" + name) is not None:
                        self._set_default(name, None)
            self._take_arrived()
            for name, value in changes.items():
                setattr(self, "_" + name, value)
            self._autocommit = auto

    def _set_default(self, name: str, value: Any) -> None:
        if value is None:
            text = b"DEFAULT"
        elif name == "isolation_level":
            text = b"'" + _ISOLATION[value] + b"'"
        else:
            text = b"'on'" if value else b"'off'"
        self._command(b"SET default_transaction_%s TO %s" % (_SETTINGS[name], text))

    @c_function
    def set_isolation_level(self, level: int | None, /) -> None:
        """The older way: 0 is autocommit, None the server's default. Rolls back an open transaction."""
        self._check_open()
        self._check_sync('"isolation_level"')
        self._check_not_prepared('"isolation_level"')
        if level is not None and not isinstance(level, int):
            level = 1  # psycopg2 takes whatever is no number for READ COMMITTED, even the names of other levels
        if level is not None and not 0 <= level <= 4:
            raise ValueError("isolation level must be between 0 and 4")
        if self._status == STATUS_BEGIN:
            self._end(b"ROLLBACK")
        if level == 0:
            self._apply({}, True)
        else:
            self._apply({"isolation_level": _parse_level(level) if level is not None else None}, False)

    @computed
    def autocommit(self) -> bool:
        """Whether each statement is a transaction of its own."""
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value: Any) -> None:
        self.set_session(autocommit=bool(value))

    @computed
    def isolation_level(self) -> int | None:
        """One of extensions.ISOLATION_LEVEL_*; None: the server's default."""
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self, value: Any) -> None:
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"isolation_level": _parse_level(value) if value is not None else None}, self._autocommit)

    @computed
    def readonly(self) -> bool | None:
        """None: the server's default."""
        return self._readonly

    @readonly.setter
    def readonly(self, value: Any) -> None:
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"readonly": _parse_onoff(value)}, self._autocommit)

    @computed
    def deferrable(self) -> bool | None:
        """None: the server's default."""
        return self._deferrable

    @deferrable.setter
    def deferrable(self, value: Any) -> None:
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"deferrable": _parse_onoff(value)}, self._autocommit)

    # -- the session as psycopg2 wants it: client encoding, date style -----------------------------------------

    @c_function
    def reset(self) -> None:
        """Back to a fresh session: rolled back, settings as they were at the start."""
        self._check_open()
        self._check_sync("reset")
        with self._lock:
            self._marks += 1
            try:
                if self._status == STATUS_BEGIN:
                    self._command(b"ABORT")
                self._command(b"DISCARD ALL")
            finally:
                self._take_arrived()
            self._status = STATUS_READY
            self._xid = None
            self._autocommit = False
            self._isolation_level = self._readonly = self._deferrable = None
            self._set_datestyle()
            self._read_encoding()

    def _has_datestyle(self) -> bool:
        """Whether dates come as they are read here; a walsender cannot be told, and sends none."""
        return "replication" in self._pq.options or self._pq.parameters.get("DateStyle", "").startswith("ISO")

    def _set_datestyle(self) -> None:
        if not self._has_datestyle():
            self._command(b"SET DATESTYLE TO 'ISO'")

    @c_function
    def set_client_encoding(self, encoding: str, /) -> None:
        """Speak ``encoding``; rolls back an open transaction."""
        self._check_open()
        self._check_sync("set_client_encoding")
        self._check_not_prepared("set_client_encoding")
        string(encoding, 1)
        cleaned = _cleaned(encoding)
        if cleaned == self._encoding:
            return
        with self._lock:
            if self._status == STATUS_BEGIN:
                self._marks += 1
                self._command(b"ROLLBACK")
                self._status = STATUS_READY
            self._command(b"SET client_encoding TO '" + cleaned.encode() + b"'")
            self._take_arrived()
            self._store_encoding(cleaned)  # as the program calls it: the server may have another name for it

    def _read_encoding(self) -> None:
        told = self._pq.parameters.get("client_encoding")
        if told is None:
            raise OperationalError("server didn't return client encoding")
        self._store_encoding(_cleaned(told))

    def _store_encoding(self, cleaned: str) -> None:
        if cleaned not in encodings:
            raise OperationalError(f"no Python encoding for PostgreSQL encoding '{cleaned}'")
        self._encoding = cleaned
        self._codec = self._pq.codec = encodings[cleaned]

    def _backslashes_escape(self) -> bool:
        """Whether the server reads backslashes in plain literals (standard_conforming_strings off)."""
        return self._pq.parameters.get("standard_conforming_strings") == "off"

    # -- two-phase commit --------------------------------------------------------------------------------------

    @c_function
    def xid(self, format_id: int, gtrid: str, bqual: str) -> Any:
        """A transaction identifier; NotSupportedError before the server has told its version."""
        self._check_open()
        if self._server_version < 80100:
            raise NotSupportedError(f"server version {self._server_version}: two-phase transactions not supported")
        from .xid import Xid

        return Xid(format_id, gtrid, bqual)

    @c_function
    def tpc_begin(self, xid: Any, /) -> None:
        """Begin the transaction ``xid`` (an Xid or a string)."""
        self._check_open()
        self._check_sync("tpc_begin")
        self._check_outside("tpc_begin")
        from .xid import ensure

        xid = ensure(xid)
        if self._autocommit:
            raise ProgrammingError("tpc_begin can't be called in autocommit mode")
        with held:
            self._begin()
            self._xid = xid

    @c_function
    def tpc_prepare(self) -> None:
        """First phase: PREPARE TRANSACTION."""
        self._check_open()
        self._check_sync("tpc_prepare")
        self._check_not_prepared("tpc_prepare")
        if self._xid is None:
            raise ProgrammingError("prepare must be called inside a two-phase transaction")
        with held:
            self._tpc(b"PREPARE TRANSACTION ", self._xid)
            self._status = STATUS_PREPARED

    @c_function
    def tpc_commit(self, xid: Any = _ABSENT, /) -> None:
        """Second phase, or all of it; with ``xid`` that of a recovered transaction."""
        self._check_open()
        self._check_sync("tpc_commit")
        self._end_tpc(xid, b"COMMIT", b"COMMIT PREPARED ")

    @c_function
    def tpc_rollback(self, xid: Any = _ABSENT, /) -> None:
        """Undo, before or after the first phase; with ``xid`` a recovered transaction."""
        self._check_open()
        self._check_sync("tpc_rollback")
        self._end_tpc(xid, b"ROLLBACK", b"ROLLBACK PREPARED ")

    @c_function
    def tpc_recover(self) -> list[Any]:
        """The prepared transactions the server has; leaves no transaction open that it opened."""
        self._check_open()
        self._check_sync("tpc_recover")
        self._check_not_prepared("tpc_recover")
        from .xid import recovered

        before = self._status
        cursor = Made.cursor(self)
        cursor.execute("SELECT gid, prepared, owner, database FROM pg_prepared_xacts")
        found = [recovered(*row) for row in cursor.fetchall()]
        cursor.close()
        if before != STATUS_BEGIN and self._status == STATUS_BEGIN:
            self.rollback()
        return found

    @uninterrupted
    def _end_tpc(self, xid: Any, plain: bytes, prepared: bytes) -> None:
        from .xid import ensure

        if xid is not _ABSENT:
            xid = ensure(xid)
            if self._status != STATUS_READY:
                raise ProgrammingError("tpc_commit/tpc_rollback with a xid must be called outside a transaction")
            self._tpc(prepared, xid)
            return
        if self._xid is None:
            raise ProgrammingError("tpc_commit/tpc_rollback with no parameter must be called in a two-phase transaction")
        if self._status == STATUS_BEGIN:
            self._end(plain)
        elif self._status == STATUS_PREPARED:
            self._tpc(prepared, self._xid)
        else:
            raise InterfaceError("unexpected state in tpc_commit/tpc_rollback")
        self._xid = None
        self._status = STATUS_READY

    def _tpc(self, command: bytes, xid: Any) -> None:
        from .literals import quote_string

        self._marks += 1  # invalidates the named cursors and the large objects
        self._command(command + quote_string(xid._bytes(self._codec), self))

    # -- what a connection makes -------------------------------------------------------------------------------

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
        self._check_made()
        if name is not None and self._async == 1:
            raise ProgrammingError("asynchronous connections cannot produce named cursors")
        if cursor_factory is None:
            cursor_factory = self.cursor_factory
        if cursor_factory is None:
            cursor_factory = Made.cursor
        made = cursor_factory(self, name)
        if not isinstance(made, Made.cursor):
            raise TypeError("cursor factory must be subclass of psycopg2.extensions.cursor")
        if withhold is not False:
            made.withhold = withhold
        if scrollable is not None:
            made.scrollable = scrollable
        return made

    @c_function
    def lobject(
        self,
        oid: int = 0,
        mode: str = "",
        new_oid: int = 0,
        new_file: str | None = None,
        lobject_factory: Any = None,
    ) -> Any:
        """Open the large object ``oid``, or make one (as ``new_oid``, from ``new_file``) if it is 0."""
        oid, new_oid = c_unsigned(oid), c_unsigned(new_oid)
        string(mode, 2, or_none=True)
        file = () if string(new_file, 4, or_none=True) is None else (new_file,)
        self._check_open()
        self._check_sync("lobject")
        if green.callback is not None:
            raise ProgrammingError("lobject cannot be used with an asynchronous callback.")
        self._check_not_prepared("lobject")
        factory = Made.lobject if lobject_factory is None else lobject_factory
        made = factory(self, oid, mode, new_oid, *file)
        if not isinstance(made, Made.lobject):
            raise TypeError("lobject factory must be subclass of psycopg2.extensions.lobject")
        return made

    @computed
    def info(self) -> Any:
        """A ConnectionInfo."""
        return Made.info(self)

    # -- facts: what can be asked without asking the server ----------------------------------------------------

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
    notices = member("_notices", "Texts of the notices that have arrived: of a list the last 50.", writable=True)
    notifies = member("_notifies", "What has arrived of LISTEN: Notify objects.", writable=True)

    @c_function
    def get_transaction_status(self) -> int:
        """One of extensions.TRANSACTION_STATUS_*; UNKNOWN once closed or lost. Asks nobody."""
        return TRANSACTION_STATUS_UNKNOWN if self._finished else self._pq.transaction_status()

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
        raise NotSupportedError("get_native_connection: this driver is written in Python, without libpq")

    @computed
    def pgconn_ptr(self) -> None:
        """None, as it is where libpq has no connection: this driver is written in Python, without libpq."""

    Error = _exception(exceptions.Error)
    Warning = _exception(exceptions.Warning)
    InterfaceError = _exception(exceptions.InterfaceError)
    DatabaseError = _exception(exceptions.DatabaseError)
    InternalError = _exception(exceptions.InternalError)
    OperationalError = _exception(exceptions.OperationalError)
    ProgrammingError = _exception(exceptions.ProgrammingError)
    IntegrityError = _exception(exceptions.IntegrityError)
    DataError = _exception(exceptions.DataError)
    NotSupportedError = _exception(exceptions.NotSupportedError)


setattr(connection, "async", member("_async", "1 for an asynchronous connection."))


def _append(to: Any, item: Any) -> None:
    """Programs may put what they like in place of the lists; what fails there is not told of."""
    try:
        to.append(item)
    except Exception:  # noqa: BLE001, S110 - psycopg2 clears the error, whatever it is
        pass


def _cleaned(encoding: str) -> str:
    """The name in capitals, without whatever is no letter or digit of ASCII."""
    return "".join(character for character in encoding if character.isascii() and character.isalnum()).upper()


def _parse_level(value: Any) -> int | None:
    """A level by number or name; ValueError."""
    if isinstance(value, (str, bytes)):
        text = value.decode() if isinstance(value, bytes) else value
        if text.upper() == "DEFAULT":
            return None
        if text.upper() not in _LEVELS:
            raise ValueError(f"bad value for isolation_level: '{text}'")
        return _LEVELS[text.upper()]
    if not isinstance(value, int):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(value))} instead")
    number = int(value)
    if not 1 <= number <= 4:
        raise ValueError("isolation_level must be between 1 and 4")
    return number


def _parse_onoff(value: Any) -> bool | None:
    """True, False or ``'default'``; ValueError for another string."""
    if value is None:
        return None
    if isinstance(value, (str, bytes)):
        text = value.decode() if isinstance(value, bytes) else value
        if text.lower() != "default":
            raise ValueError(f"the only string accepted is 'default'; got {text}")
        return None
    return bool(value)
