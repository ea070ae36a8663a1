"""``extensions.cursor``: executing. ``_fetch`` gives the rows, ``_copy`` is COPY, ``_named`` what lives on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from . import _execute
from ._arguments import c_function, c_long, wrong_type
from ._attributes import no_attribute
from ._copy import Copying
from ._cursstate import CursorState
from ._exceptions import NotSupportedError, ProgrammingError, client_error
from ._fetch import Fetching
from ._format import merge
from ._green import READING
from ._named import Named
from ._result import COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, EMPTY_QUERY, TUPLES_OK, Result

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._connection import connection


class cursor(Fetching, Named, Copying, CursorState):
    """Runs statements and holds the rows of the last one; made by ``connection.cursor()``."""

    __slots__ = ()

    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self:
        """A cursor of no connection yet, as one stays whose class does not call this one's ``__init__``."""
        self = super().__new__(cls)
        self._conn = None  # type: ignore[assignment]
        self._name = None
        self._arraysize = 0
        self._binary_types = None
        self._caster = None
        self._closed = False
        self._copy_file = None
        self._copy_size = 0
        self._description = None
        self._itersize = 0
        self._lastrowid = 0
        self._loaders = []
        self._mark = 0
        self._query = None
        self._row = 0
        self._rowcount = 0
        self._rows = []
        self._scrollable = None
        self._statusmessage = None
        self._string_types = None
        self._tuples = False
        self._withhold = False
        self.row_factory = None
        self.tzinfo_factory = None
        return self

    @c_function
    def __init__(self, conn: connection, name: str | bytes | None = None) -> None:
        """A cursor of ``conn``; with ``name`` one on the server."""
        import datetime

        from ._connection import connection

        if not isinstance(conn, connection):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        if name is not None:
            from ._quoting import escape_identifier

            escape_identifier(name, conn)  # refuses what cannot be one
        self._conn = conn
        self._name = name.decode(errors="surrogateescape") if isinstance(name, bytes) else name
        self._arraysize = 1
        self._itersize = 2000
        self._mark = conn._marks
        self._rowcount = -1
        self.tzinfo_factory = datetime.timezone

    # -- executing ---------------------------------------------------------------------------------------------

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
        if query is not None and not isinstance(query, (str, bytes)):
            as_string = getattr(query, "as_string", None)
            if as_string is None or isinstance(query, type) or not _is_composable(query):
                raise TypeError(f"argument 1 must be a string or unicode object: got {type(query).__name__} instead")
            query = as_string(self)
        elif not query:
            raise client_error(ProgrammingError, "can't execute an empty query", self)
        if isinstance(query, bytes):
            return query
        return query.encode(self._conn._codec if self._conn is not None else "utf-8")

    def _run(self, sql: bytes, want_rows: bool = True, begin: bool = True) -> None:
        """Send ``sql``, after opening a transaction unless told not to, and take its result."""
        conn = self._conn
        self._forget()
        if conn._async:
            self._send_async(sql)
            return
        with conn._lock:
            if begin:
                _execute.begin(conn)
            result = _execute.run(conn, sql, self)
            conn._take_notifies()
            conn._take_notices()
            self._take(result, want_rows)

    def _send_async(self, sql: bytes) -> None:
        conn = self._conn
        if not conn._pq.send_query(sql):
            raise _execute.unsent(conn)
        conn._async_cursor = ref(self)
        conn._async_result = None
        conn._async_status = READING

    def _take(self, result: Result | None, want_rows: bool = True) -> None:
        """Make ``result`` the cursor's; raises if it is an error."""
        self._description = None
        self._rowcount = -1
        self._row = 0
        self._lastrowid = 0
        self._caster = None
        if result is None:
            raise _execute.unsent(self._conn)
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
            raise _execute.failure(self._conn, self, result)

    @c_function
    def executemany(self, query: Any, vars_list: Any) -> None:
        """Run ``query`` once for each of ``vars_list``; ``rowcount`` is the sum, and there is nothing to fetch."""
        self._check_open()
        self._check_sync("executemany")
        self._check_not_prepared("executemany")
        if self._name is not None:
            raise client_error(ProgrammingError, "can't call .executemany() on named cursors", self)
        self._rowcount = -1
        total = 0
        for variables in vars_list:
            self._execute(query, variables, want_rows=False)
            total = -1 if self._rowcount == -1 else total + self._rowcount
        self._rowcount = total

    @c_function
    def callproc(self, procname: Any, parameters: Any = None, /) -> Any:
        """``SELECT * FROM procname(parameters)``; a dict's keys are used as parameter names. Returns a sequence of ``parameters``."""
        self._check_open()
        self._check_not_underway("callproc")
        self._check_not_prepared("callproc")
        if self._name is not None:
            raise client_error(ProgrammingError, "can't call .callproc() on named cursors", self)
        if not isinstance(procname, (str, bytes)):
            raise TypeError(f"a bytes-like object is required, not '{type(procname).__name__}'")
        name = procname.decode(self._conn._codec) if isinstance(procname, bytes) else procname
        if isinstance(parameters, dict):
            from ._quoting import quote_ident

            marks = ",".join(quote_ident(key, self._conn) + ":=%s" for key in parameters)
            values: Any = list(parameters.values())
        else:
            values = parameters
            marks = ",".join(["%s"] * len(values)) if values is not None else ""
        self._execute(f"SELECT * FROM {name}({marks})", values)
        return None if isinstance(parameters, dict) and parameters else parameters

    @c_function
    def mogrify(self, query: Any, vars: Any = None) -> bytes:  # noqa: A002
        """The bytes ``execute`` would send."""
        sql = self._text(query)
        return sql if vars is None else merge(sql, vars, self)

    @c_function
    def close(self) -> None:
        """Close; a named cursor is closed on the server too, if its transaction still lives."""
        if self._name is not None and not self._closed:
            self._close_named()
        self._closed = True

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
        from ._typecast import find

        return find(oid, self)(s, self)

    @c_function
    def __enter__(self) -> cursor:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<cursor object at 0x{id(self):x}; closed: {-1 if self._closed else 0}>"

    __str__ = __repr__

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)

cursor.__module__ = "psycopg2.extensions"


def _is_composable(query: Any) -> bool:
    from .sql import Composable

    return isinstance(query, Composable)
