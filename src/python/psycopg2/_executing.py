"""The part of a cursor that runs statements and takes their results. Imports ``_execute``, ``_format``, ``_signals``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function, type_name, wrong_type
from ._cursstate import CursorState
from ._exceptions import ProgrammingError, client_error
from ._format import merge
from ._result import COMMAND_OK, COPY_BOTH, COPY_IN, COPY_OUT, EMPTY_QUERY, TUPLES_OK, Result
from ._signals import held, uninterrupted


class Executing(CursorState):
    """Mixin: ``execute``, ``executemany``, ``callproc``, ``mogrify``."""

    __slots__ = ()

    if TYPE_CHECKING:

        def _check_named_execute(self) -> None: ...
        def _copy(self, result: Result) -> None: ...
        def _declare(self, sql: bytes) -> bytes: ...

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
        return query.encode(self._conn._codec if self._conn is not None else "utf-8")

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

    def _take(self, result: Result | None, want_rows: bool = True) -> None:
        """Make ``result`` the cursor's; raises if it is an error."""
        if result is None:
            raise self._conn._unsent()
        self._description = None
        self._rowcount = -1
        self._row = 0
        self._lastrowid = 0
        self._caster = None
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
        name = procname.encode() if isinstance(procname, str) else procname  # UTF-8, whatever the encoding of the session is
        if isinstance(parameters, dict):
            from ._quoting import escape_identifier

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


def _is_composable(query: Any) -> bool:
    from .sql import Composable

    return isinstance(query, Composable)
