"""What a cursor knows and the conditions its methods ask for: the base its mixins share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_long
from ._attributes import computed, member
from ._constants import STATUS_PREPARED
from ._exceptions import InterfaceError, ProgrammingError

if TYPE_CHECKING:
    from ._connection import connection
    from ._result import Result


class CursorState:
    """Fields with slots: a misspelt attribute is an error, as it is on the C type."""

    __slots__ = (
        "_arraysize",
        "_binary_types",
        "_caster",
        "_casters",
        "_closed",
        "_conn",
        "_copy_file",
        "_copy_size",
        "_description",
        "_itersize",
        "_lastrowid",
        "_loaders",
        "_mark",
        "_name",
        "_query",
        "_row",
        "_rowcount",
        "_rows",
        "_scrollable",
        "_statusmessage",
        "_string_types",
        "_tuples",
        "_withhold",
        "_tzinfo_factory",
        "row_factory",
        "__weakref__",
    )

    _arraysize: int
    _binary_types: Any
    _caster: Any
    _casters: list[tuple[Any, int]]  # of each column: its typecaster, and the OID of its type
    _closed: bool
    _conn: connection
    _copy_file: Any  # what copy_expert and its like move data from or to
    _copy_size: int
    _description: tuple[Any, ...] | None
    _itersize: int
    _lastrowid: int
    _loaders: list[tuple[Any, bool]] | None  # of each column, once a row was read: what reads it, and whether that wants to see NULL
    _mark: int
    _name: str | None
    _query: bytes | None
    _row: int
    _rowcount: int
    _rows: list[bytes]  # DataRow payloads
    _scrollable: bool | None
    _statusmessage: str | None
    _string_types: Any
    _tuples: bool  # whether the last statement gave rows
    _withhold: bool
    _tzinfo_factory: Any
    row_factory: Any

    if TYPE_CHECKING:

        def _build(self, payload: bytes) -> Any: ...
        def _check_fetch(self, method: str) -> None: ...
        def _check_mark(self, method: str) -> None: ...
        def _fetch_named(self, how: bytes) -> None: ...
        def _run(self, sql: bytes, want_rows: bool = True, begin: bool = True) -> None: ...
        def _scroll_named(self, value: int, mode: str) -> None: ...
        def _set_columns(self, result: Result) -> None: ...
        def _text(self, query: Any) -> bytes: ...

    def _check_open(self) -> None:
        if self._conn is None:
            raise InterfaceError("the cursor has no connection")
        if self._closed or self._conn._closed:
            raise InterfaceError("cursor already closed")

    def _check_not_underway(self, method: str) -> None:
        if self._conn._async_cursor is not None:
            raise ProgrammingError(f"{method} cannot be used while an asynchronous query is underway")

    def _check_sync(self, method: str) -> None:
        if self._conn._async:
            raise ProgrammingError(f"{method} cannot be used in asynchronous mode")

    def _check_not_prepared(self, method: str) -> None:
        if self._conn._status == STATUS_PREPARED:
            raise ProgrammingError(f"{method} cannot be used with a prepared two-phase transaction")

    def _forget(self) -> None:
        """Drop the rows of the statement before."""
        self._rows = []
        self._tuples = False

    # -- attributes --------------------------------------------------------------------------------------------

    connection = member("_conn", "The connection.")
    name = member("_name", "The name of a server-side cursor, else None.")
    description = member("_description", "A tuple of Column, None if the last statement gave no rows.")
    rowcount = member("_rowcount", "Rows the last statement gave or changed; -1 if it tells none.")
    rownumber = member("_row", "Index of the next row to fetch.")
    query = member("_query", "The bytes last sent.")
    statusmessage = member("_statusmessage", "The command tag, such as 'SELECT 1'.")
    lastrowid = member("_lastrowid", "OID of the row inserted; 0 in today's PostgreSQL.")
    string_types = member("_string_types", "Typecasters of this cursor by OID, None if it has none.", writable=True)
    binary_types = member("_binary_types", "Not used by psycopg2.", writable=True)
    typecaster = member("_caster", "Not used by psycopg2.")

    @computed
    def tzinfo_factory(self) -> Any:
        """What makes a tzinfo of a timedelta; None for values without zones."""
        return self._tzinfo_factory

    @tzinfo_factory.setter
    def tzinfo_factory(self, value: Any) -> None:
        self._tzinfo_factory = value
        self._loaders = None  # the next row is to have it

    @computed
    def closed(self) -> bool:
        """True once the cursor or its connection is closed."""
        return self._closed or self._conn is not None and bool(self._conn._closed)

    @computed
    def pgresult_ptr(self) -> None:
        """None, as it is where libpq has no result: this driver is written in Python, without libpq."""

    @computed
    def arraysize(self) -> int:
        """Rows ``fetchmany`` returns unless told otherwise."""
        return self._arraysize

    @arraysize.setter
    def arraysize(self, value: Any) -> None:
        self._arraysize = -1  # what is left of it if the value is refused
        self._arraysize = c_long(value)

    @computed
    def itersize(self) -> int:
        """Rows that iterating a named cursor fetches at a time."""
        return self._itersize

    @itersize.setter
    def itersize(self, value: Any) -> None:
        self._itersize = -1
        self._itersize = c_long(value)
