"""``extensions.cursor``: runs statements, has their rows and moves the data of COPY; with a name, what is different on the server."""

from __future__ import annotations

from struct import Struct
from struct import error as StructError
from typing import TYPE_CHECKING, Any

from .._connection import green
from .._extension.arguments import c_function, c_int, c_long, string, type_name, wrong_type
from .._extension.attributes import computed, lacks, member, public, unpicklable
from .._types.defaults import STRING
from .._connection.connection import Made, connection
from .._extension.constants import STATUS_PREPARED, TRANSACTION_STATUS_INERROR, TRANSACTION_STATUS_UNKNOWN
from .copy import copy_in, copy_out, copy_sql, has
from .description import column
from .._errors.exceptions import InterfaceError, NotSupportedError, OperationalError, ProgrammingError, client_error
from .._adapters.merge import merge
from .._connection.literals import quote_string
from .._adapters.quoting import escape_identifier
from .._types.registry import string_types
from .._libpq.result import BAD_RESPONSE, COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, EMPTY_QUERY, TUPLES_OK
from .rows import BATCH, column_loaders, read
from .._extension.signals import held, uninterrupted
from .._extension.signals import check as check_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Self

    from .._libpq.result import Result
    from .._types.typecast import ColumnLoader, Loader, type as Typecaster

_LENGTH = Struct("!i").unpack_from


def _null(argument: Any) -> Any:
    """In place of a factory that was deleted: a NULL, which psycopg2 calls."""
    raise SystemError("null argument to internal routine")


@public("psycopg2.extensions")
class cursor:
    """Runs statements and holds the rows of the last one; made by ``connection.cursor()``."""

    # A misspelt attribute is an error, as it is on the C type.
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
        "_row_factory",
        "_rowcount",
        "_rows",
        "_scrollable",
        "_statusmessage",
        "_string_types",
        "_tuples",
        "_withhold",
        "_tzinfo_factory",
        "__weakref__",
    )

    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self:
        """A cursor of no connection yet, as one stays whose class does not call this one's ``__init__``."""
        self = super().__new__(cls)
        self._clear()
        return self

    def _clear(self) -> None:
        self._conn: connection = None  # type: ignore[assignment]
        self._name: str | None = None
        self._arraysize: int = 0
        self._binary_types: Any = None
        self._caster: Any = None
        self._casters: list[tuple[Typecaster, int]] = []  # of each column: its typecaster, and the OID of its type
        self._closed: bool = False
        self._copy_file: Any = None  # what copy_expert and its like move data from or to
        self._copy_size: int = 0
        self._description: tuple[Any, ...] | None = None
        self._itersize: int = 0
        self._lastrowid: int = 0
        # Of each column, once a row was read: what reads it, and whether that wants to see NULL
        self._loaders: list[tuple[Loader, bool]] | None = None
        self._mark: int = 0
        self._query: bytes | None = None
        self._row: int = 0
        self._row_factory: Any = None
        self._rowcount: int = 0
        self._rows: list[bytes] = []  # DataRow payloads
        self._scrollable: bool | None = None
        self._statusmessage: str | None = None
        self._string_types: Any = None
        self._tuples: bool = False  # whether the last statement gave rows
        self._tzinfo_factory: Any = None
        self._withhold: bool = False

    @c_function
    def __init__(self, conn: connection, name: str | bytes | None = None) -> None:
        """A cursor of ``conn``; with ``name`` one on the server."""
        import datetime

        if not isinstance(conn, connection):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        if name is not None:
            escape_identifier(name, conn)  # refuses what cannot be one
            # The text itself, whatever the class it is of
            name = name.decode(errors="surrogateescape") if isinstance(name, bytes) else str.__str__(name)
        self._conn = conn
        self._name = name
        self._arraysize = 1
        self._itersize = 2000
        self._mark = conn._marks
        self._rowcount = -1
        self._tzinfo_factory = datetime.timezone

    @c_function
    def close(self) -> None:
        """Close; a named cursor is closed on the server too, if its transaction still lives."""
        if self._name is not None and not self._closed:
            self._close_named()
        self._closed = True

    @c_function
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    __reduce_ex__ = unpicklable

    def __repr__(self) -> str:
        return f"<cursor object at 0x{id(self):x}; closed: {-1 if self._closed else 0}>"

    __str__ = __repr__

    __getattr__ = lacks

    # -- the conditions of methods -----------------------------------------------------------------------------

    def _check_open(self) -> None:
        if self._conn is None:
            raise InterfaceError("the cursor has no connection")
        if self._closed or self._conn._closed:
            raise InterfaceError("cursor already closed")

    def _check_not_underway(self, method: str) -> None:
        if self._conn._async_cursor is not None:
            raise ProgrammingError(f"{method} cannot be used while an asynchronous query is underway")

    def _check_sync(self, method: str) -> None:
        if self._conn._async == 1:
            raise ProgrammingError(f"{method} cannot be used in asynchronous mode")

    def _check_not_prepared(self, method: str) -> None:
        if self._conn._status == STATUS_PREPARED:
            raise ProgrammingError(f"{method} cannot be used with a prepared two-phase transaction")

    # -- running statements ------------------------------------------------------------------------------------

    @c_function
    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002
        """Run ``query`` with ``vars`` in place of its ``%s`` or ``%(name)s``.

        Opens a transaction if none is open and autocommit is off. Raises what the server reports, by SQLSTATE.
        """
        if self._name is not None:
            self._check_named_execute()
        self._check_open()
        self._check_not_underway("execute")
        self._check_not_prepared("execute")
        self._execute(query, vars)

    def _execute(self, query: Any, variables: Any, want_rows: bool = True) -> None:
        sql = self._text(query)
        self._query = None
        self._forget()
        if variables is not None:
            sql = merge(sql, variables, self)
        if self._name is not None:
            sql = self._declare(sql)
        self._query = sql
        self._run(sql, want_rows)

    def _text(self, query: Any) -> bytes:
        """The query as bytes; str, bytes and sql.Composable are taken."""
        if not query:
            raise client_error(ProgrammingError, "can't execute an empty query", self)
        if not isinstance(query, (str, bytes)):
            as_string = getattr(query, "as_string", None)
            if as_string is None or isinstance(query, type) or not _is_composable(query):
                raise TypeError(f"argument 1 must be a string or unicode object: got {type_name(type(query))} instead")
            query = as_string(self)
        if isinstance(query, bytes):
            return query
        return str.encode(query, self._conn._codec if self._conn is not None else "utf-8")

    @uninterrupted
    def _run(self, sql: bytes, want_rows: bool = True, begin: bool = True) -> None:
        """Send ``sql``, after opening a transaction unless told not to, and take its result."""
        conn = self._conn
        self._forget()
        if conn._async:
            conn._send(sql, self)
            return
        with conn._lock:
            if begin:
                conn._begin()
            result = conn._query(sql, self)
            conn._take_arrived()
        self._take(result, want_rows)

    def _forget(self) -> None:
        """Drop the rows of the statement before."""
        self._rows = []
        self._tuples = False

    def _take(self, result: Result | None, want_rows: bool = True) -> None:
        """Make ``result`` the cursor's; raises if it is an error."""
        if result is None:
            raise self._conn._unsent()
        self._description = None
        self._rowcount = -1
        self._row = 0
        self._lastrowid = 0
        self._caster = None
        self._statusmessage = None
        check_signals()  # here it calls Python in C, too, to decode what follows
        self._statusmessage = result.command.decode(self._conn._codec, "replace")
        if result.status == TUPLES_OK:
            self._rowcount = len(result.rows)
            if want_rows:
                self._set_columns(result)
        elif result.status == COMMAND_OK:
            self._rowcount = result.affected()
            self._lastrowid = result.inserted_oid()
        elif result.status == EMPTY_QUERY:
            raise ProgrammingError("can't execute an empty query")
        elif result.status in (COPY_IN, COPY_OUT):
            self._copy(result)
        elif result.status != COPY_BOTH:
            raise self._conn._failure(self, result)

    @c_function
    def executemany(self, query: Any, vars_list: Any) -> None:
        """Run ``query`` once for each of ``vars_list``; ``rowcount`` is the sum, and there is nothing to fetch."""
        self._rowcount = -1
        self._rows = []  # of the statement before: not one of them is left, even if this fails at once
        self._check_open()
        self._check_sync("executemany")
        self._check_not_prepared("executemany")
        if self._name is not None:
            raise client_error(ProgrammingError, "can't call .executemany() on named cursors", self)
        if type(vars_list) in (list, tuple):  # nothing of the program's is called between the statements
            with held:
                self._execute_each(query, vars_list)
        else:
            self._execute_each(query, vars_list)

    def _execute_each(self, query: Any, vars_list: Any) -> None:
        total = 0
        for variables in vars_list:
            self._execute(query, variables, want_rows=False)
            total = -1 if self._rowcount == -1 else total + self._rowcount
        self._rowcount = total

    @c_function
    def callproc(self, procname: Any, parameters: Any = None, /) -> Any:
        """``SELECT * FROM procname(parameters)``; a dict's keys are used as parameter names. Returns a sequence of ``parameters``."""
        if isinstance(procname, (bytearray, memoryview)):
            raise wrong_type(1, "read-only bytes-like object", procname)
        if not isinstance(procname, (str, bytes)):
            raise TypeError(f"a bytes-like object is required, not '{type_name(type(procname))}'")
        self._check_open()
        self._check_not_underway("callproc")
        self._check_not_prepared("callproc")
        if self._name is not None:
            raise client_error(ProgrammingError, "can't call .callproc() on named cursors", self)
        name = str.encode(procname) if isinstance(procname, str) else procname  # UTF-8, whatever the encoding of the session is
        if isinstance(parameters, dict):
            marks = b",".join([escape_identifier(key, self._conn) + b":=%s" for key in parameters])
            values: Any = list(parameters.values())
        else:
            values = parameters
            marks = b",".join([b"%s"] * len(values)) if values is not None else b""
        self._execute(b"SELECT * FROM %s(%s)" % (name, marks), values)
        return None if isinstance(parameters, dict) and parameters else parameters

    @c_function
    def mogrify(self, query: Any, vars: Any = None) -> bytes:  # noqa: A002
        """The bytes ``execute`` would send."""
        sql = self._text(query)
        return sql if vars is None else merge(sql, vars, self)

    # -- rows --------------------------------------------------------------------------------------------------

    def _set_columns(self, result: Result) -> None:
        """Take the rows and choose each column's typecaster."""
        codec = self._conn._codec
        self._rows = result.rows
        self._tuples = True
        self._description = tuple([column(wire, codec) for wire in result.columns])
        self._casters = [(self._caster_of(wire[3]), wire[3]) for wire in result.columns]
        self._loaders = None

    def _caster_of(self, oid: int) -> Typecaster:
        """The typecaster for the type ``oid``: this cursor's, the connection's, the global one, else text."""
        for types in (self.string_types, self._conn.string_types, string_types):
            if types and oid in types:
                return types[oid]
        return STRING

    def _build(self, payload: bytes) -> Any:
        """One row of Python values from one DataRow."""
        loaders = self._loaders
        if loaders is None:
            loaders = self._loaders = [(caster._loader(self), caster._takes_null()) for caster, _ in self._casters]
        values = []
        position = 2
        unpack = _LENGTH
        try:
            for load, takes_null in loaders:
                length = unpack(payload, position)[0]
                position += 4
                if length < 0:
                    values.append(load(None) if takes_null else None)
                else:
                    end = position + length
                    values.append(load(payload[position:end]))
                    position = end
        except StructError:
            raise OperationalError('insufficient data in "D" message\n') from None
        return tuple(values) if self._row_factory is None else self._made(values)

    def _made(self, values: Iterable[Any]) -> Any:
        """The row that ``row_factory`` makes, filled one value after the other."""
        row = self._row_factory(self)
        if type(row) is dict:
            raise TypeError("dict is not a sequence")
        for index, value in enumerate(values):
            row[index] = value
        return row

    def _check_fetch(self, method: str, prepared: str | None = None) -> None:
        """``prepared`` is the name that psycopg2 knows ``method`` by when a two-phase transaction is in its way."""
        self._check_open()
        if not self._tuples:
            self._forget()
            self._rowcount, self._row, self._description = -1, 0, None
            if self._name is None:
                raise ProgrammingError("no results to fetch")
        if self._name is not None:
            self._check_mark(method)
            self._check_not_underway(method)
            self._check_not_prepared(prepared or method)

    @c_function
    def fetchone(self) -> Any:
        """The next row, None when there are no more. ProgrammingError if the statement gave no rows."""
        self._check_fetch("fetchone")
        if self._name is not None:
            self._fetch_named(b"FORWARD 1")
        return self._next_row()

    def _next_row(self) -> Any:
        """The next of the rows that are here, None when there are no more."""
        if self._row >= len(self._rows):
            return None
        try:
            return self._build(self._rows[self._row])
        finally:
            self._row += 1  # only now: typecasters and row factories can look at it

    @c_function
    def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most ``size`` (arraysize) rows."""
        if size is None:
            size = self._arraysize
        else:
            size = c_long(size)
        self._check_fetch("fetchmany", prepared="fetchone")
        if self._name is not None:
            self._fetch_named(b"FORWARD %d" % size)
        left = len(self._rows) - self._row
        count = left if size < 0 else min(size, left)
        if not count:
            return []
        return self._built(self._rows[self._row : self._row + count])

    @c_function
    def fetchall(self) -> list[Any]:
        """All the rows left."""
        self._check_fetch("fetchall")
        if self._name is not None:
            self._fetch_named(b"FORWARD ALL")
        return self._built(self._rows[self._row :] if self._row else self._rows)

    def _built(self, rows: list[bytes]) -> list[Any]:
        """The rows as Python has them; one that cannot be read is past, all the same."""
        loaders = column_loaders(self._casters, self)
        built: list[Any] = []
        try:
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                values = self._read(batch, loaders) if loaders is not None else None
                if values is not None and self._row_factory is None:
                    built.extend(values)
                    self._row += len(batch)
                    continue
                for row in map(self._build, batch) if values is None else map(self._made, values):
                    built.append(row)
                    self._row += 1
        except BaseException:
            self._row += 1
            raise
        return built

    def _read(self, batch: list[bytes], loaders: list[ColumnLoader]) -> Iterator[tuple[Any, ...]] | None:
        """The values of all rows, None if there are some that cannot be read: which, is found out by reading them one by one."""
        try:
            return iter(list(read(batch, loaders)))
        except Exception:  # noqa: BLE001 - whatever typecasters raise
            return None

    def __iter__(self) -> Iterator[Any]:
        self._check_open()
        return self

    def __next__(self) -> Any:
        self._check_fetch("next")
        if self._name is not None and self._row >= len(self._rows):
            self._fetch_named(b"FORWARD %d" % self._itersize)
        row = self._next_row()
        if row is None:
            raise StopIteration
        return row

    @c_function
    def scroll(self, value: int, mode: str = "relative") -> None:
        """Move by ``value`` rows, or to row ``value`` with mode ``absolute``; ProgrammingError if there is none."""
        value = c_int(value)
        string(mode, 2)
        self._check_open()
        if self._name is not None:
            self._check_mark("scroll")
            self._check_not_prepared("scroll")
            self._scroll_named(value, mode)
            return
        if mode not in ("relative", "absolute"):
            raise client_error(ProgrammingError, "scroll mode must be 'relative' or 'absolute'", self)
        target = self._row + value if mode == "relative" else value
        if not 0 <= target < self._rowcount:
            raise client_error(ProgrammingError, "scroll destination out of bounds", self)
        self._row = target

    # -- a cursor on the server: DECLARE, FETCH, MOVE, CLOSE ---------------------------------------------------

    def _quoted_name(self) -> bytes:
        return escape_identifier(self._encoded_name(), self._conn)

    def _encoded_name(self) -> bytes:
        return (self._name or "").encode(errors="surrogateescape")

    def _check_named_execute(self) -> None:
        if self._query is not None:
            raise client_error(ProgrammingError, "can't call .execute() on named cursors more than once", self)
        if self._conn._autocommit and not self._withhold:
            raise client_error(ProgrammingError, "can't use a named cursor outside of transactions", self)
        self._check_mark("execute")

    def _check_mark(self, method: str) -> None:
        """A cursor declared in an earlier transaction is gone, unless it was declared WITH HOLD."""
        if self._mark != self._conn._marks and not self._withhold:
            raise ProgrammingError("named cursor isn't valid anymore")

    def _declare(self, sql: bytes) -> bytes:
        scroll = {None: b"", True: b"SCROLL ", False: b"NO SCROLL "}[self._scrollable]
        hold = b"WITH" if self._withhold else b"WITHOUT"
        return b"DECLARE %s %sCURSOR %s HOLD FOR %s" % (self._quoted_name(), scroll, hold, sql)

    def _fetch_named(self, how: bytes) -> None:
        self._run(b"FETCH %s FROM %s" % (how, self._quoted_name()), begin=not self._withhold)

    def _scroll_named(self, value: int, mode: str) -> None:
        how = b"ABSOLUTE %d" % value if mode == "absolute" else b"%d" % value
        self._run(b"MOVE %s FROM %s" % (how, self._quoted_name()), begin=not self._withhold)
        self._forget()
        self._rowcount = -1

    def _close_named(self) -> None:
        """CLOSE, unless the transaction that would run it is over or broken."""
        conn = self._conn
        if conn._closed or conn._pq.transaction_status() in (TRANSACTION_STATUS_INERROR, TRANSACTION_STATUS_UNKNOWN):
            return
        if self._query is None:  # never executed, yet the server may have a cursor of this name
            literal = quote_string(self._encoded_name(), conn)
            self._run(b"SELECT 1 FROM pg_catalog.pg_cursors where name = " + literal, begin=False)
            if self._rowcount == 0:
                return
        self._check_mark("close")
        self._run(b"CLOSE " + self._quoted_name(), begin=False)

    @computed
    def withhold(self) -> bool:
        """Whether the server keeps the cursor beyond its transaction."""
        return self._withhold

    @withhold.setter
    def withhold(self, value: Any) -> None:
        if self._name is None and value is not False:
            raise ProgrammingError("trying to set .withhold on unnamed cursor")
        self._withhold = bool(value)

    @computed
    def scrollable(self) -> bool | None:
        """True SCROLL, False NO SCROLL, None as the server decides."""
        return self._scrollable

    @scrollable.setter
    def scrollable(self, value: Any) -> None:
        if self._name is None and value is not None:
            raise ProgrammingError("trying to set .scrollable on unnamed cursor")
        self._scrollable = None if value is None else bool(value)

    # -- COPY --------------------------------------------------------------------------------------------------

    @c_function
    def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> None:
        """Run a COPY statement, reading ``file`` in pieces of ``size`` for FROM STDIN, writing it for TO STDOUT."""
        size = c_long(size)
        self._check_copy("copy_expert")
        text = self._text(sql)
        if not has(file, "read") and not has(file, "write"):
            raise TypeError("file must be a readable file-like object for COPY FROM; a writable file-like object for COPY TO.")
        self._copy_with(text, file, size)

    @c_function
    def copy_from(
        self,
        file: Any,
        table: str,
        sep: str = "\t",
        null: str = "\\N",
        size: int = 8192,
        columns: Any = None,
    ) -> None:
        """Append to ``table`` the lines that ``file.read(size)`` gives."""
        for index, text in enumerate((table, sep, null), 2):
            string(text, index)
        size = c_long(size)
        if not has(file, "read"):
            raise TypeError("argument 1 must have a .read() method")
        self._check_copy("copy_from")
        self._copy_with(copy_sql(self._conn, table, columns, b"FROM stdin", sep, null), file, size)

    @c_function
    def copy_to(self, file: Any, table: str, sep: str = "\t", null: str = "\\N", columns: Any = None) -> None:
        """Write the rows of ``table`` with ``file.write``."""
        for index, text in enumerate((table, sep, null), 2):
            string(text, index)
        if not has(file, "write"):
            raise TypeError("argument 1 must have a .write() method")
        self._check_copy("copy_to")
        self._copy_with(copy_sql(self._conn, table, columns, b"TO stdout", sep, null), file, 0)

    def _check_copy(self, method: str) -> None:
        self._check_open()
        self._check_sync(method)
        if green.callback is not None:
            raise ProgrammingError(f"{method} cannot be used with an asynchronous callback.")
        self._check_not_prepared(method)

    def _copy_with(self, sql: bytes, file: Any, size: int) -> None:
        self._query = sql
        self._copy_file, self._copy_size = file, size
        try:
            self._run(sql)
        finally:
            self._copy_file = None

    def _copy(self, result: Result) -> None:
        """The server has answered a COPY statement: move the data, then take the outcome."""
        if self._copy_file is None:
            direction, method = ("FROM", "copy_from()") if result.status == COPY_IN else ("TO", "copy_to()")
            raise ProgrammingError(f"can't execute COPY {direction}: use the {method} method instead")
        if result.status == COPY_IN:
            outcome = copy_in(self._conn, self, self._copy_file, self._copy_size)
        else:
            outcome = copy_out(self._conn, self._copy_file)
        if outcome is None or outcome.status >= BAD_RESPONSE:
            raise self._conn._failure(self, outcome)
        self._rowcount = outcome.affected()

    # -- what DB-API wants besides -----------------------------------------------------------------------------

    @c_function
    def nextset(self) -> None:
        """NotSupportedError: PostgreSQL has one result a statement."""
        self._check_open()
        raise NotSupportedError("not supported by PostgreSQL")

    @c_function
    def setinputsizes(self, sizes: Any, /) -> None:
        """Does nothing."""
        self._check_open()

    @c_function
    def setoutputsize(self, size: Any, column: Any = None, /) -> None:
        """Does nothing."""
        for value in (size, 0 if column is None else column):
            c_long(value)
        self._check_open()

    @c_function
    def cast(self, oid: int, s: Any, /) -> Any:
        """``s`` as the type ``oid`` would be read by this cursor."""
        return self._caster_of(oid)(s, self)

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
    row_factory = member("_row_factory", "What makes a row of this cursor; None: tuples.", writable=True, null=_null)

    @computed
    def tzinfo_factory(self) -> Any:
        """What makes a tzinfo of a timedelta; None for values without zones."""
        return None if self._tzinfo_factory is _null else self._tzinfo_factory

    @tzinfo_factory.setter
    def tzinfo_factory(self, value: Any) -> None:
        self._tzinfo_factory = value
        self._loaders = None  # the next row is to have it

    @tzinfo_factory.deleter
    def tzinfo_factory(self) -> None:
        self._tzinfo_factory = _null
        self._loaders = None

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


Made.cursor = cursor


def _is_composable(query: Any) -> bool:
    from .._adapters.composable import Composable

    return isinstance(query, Composable)
