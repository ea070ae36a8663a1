"""What the driver holds to be so: of a connection, and of an exception. Read from below, so that no code of the program is called."""

from __future__ import annotations

import _host

from .scheduling import thread_state

_BAD = 1
_UNKNOWN = 4
_MESSAGE = 2000
_DIAGNOSTICS = (
    *("severity", "message_detail", "message_hint", "statement_position", "context"),
    *("schema_name", "table_name", "column_name", "datatype_name", "constraint_name"),
)


class Truths:
    """Tells of connections, each time that something about one has changed, and of exceptions."""

    def __init__(self, file_name: str) -> None:
        """``psycopg2`` must have been imported: the program may undo that."""
        import psycopg2
        from psycopg2.extensions import connection, cursor

        self._file_name = file_name
        self._connection, self._cursor = connection, cursor
        self._error, self._tops = psycopg2.Error, (psycopg2.Error, psycopg2.Warning, Exception, BaseException)
        #: By the backend's process id: the program's variable, and what was told.
        self._names = {}
        self._told = {}

    def connection_of(self, thing: object):
        """The connection that this is, or is a cursor of, or None."""
        kinds = type(thing).__mro__
        if self._connection in kinds:
            return thing
        return getattr(thing, "_conn", None) if self._cursor in kinds else None

    def tell(self, connection) -> None:
        """Say what the program would be told if it asked now."""
        pq = getattr(connection, "_pq", None)
        if pq is None or not pq.backend_pid:
            return
        pid = pq.backend_pid
        if connection._finished:
            transaction, info = _UNKNOWN, _BAD
        else:
            transaction, info = pq.transaction_status(), pq.status
        thread = thread_state.current.name()
        told = self._names.get(pid), connection._closed, connection._status, transaction, info, thread
        if self._told.get(pid) != told:
            self._told[pid] = told
            _host.connection(pid, *told)

    def name(self, connection, frame) -> None:
        """Find the variable in which a frame of the program, or one that has called it, has the connection."""
        pq = getattr(connection, "_pq", None)
        if pq is None or pq.backend_pid in self._names:
            return
        while frame is not None:
            if frame.f_code.co_filename == self._file_name:
                for name, value in [*frame.f_locals.items()]:
                    if value is connection:
                        self._names[pq.backend_pid] = name
                        return
            frame = frame.f_back

    def facts_of(self, error: BaseException, connection) -> tuple[str | None, ...]:
        """The classes above its own, the SQLSTATE, the message, what the connection says of it, and names and values of ``diag``."""
        kind = type(error)
        bases = []
        for base in kind.__mro__[1:]:
            if base.__module__ != "builtins" or base not in self._tops:
                bases.append(base.__name__)
            if base in self._tops:
                break
        message = error.args[0] if error.args and type(error.args[0]) is str else ""
        said = None
        if connection is not None and getattr(connection, "_pq", None) is not None:
            said = "connection pointer is NULL\n" if connection._finished else connection._pq.error_message
        own = kind.__module__.startswith("psycopg2") and self._error in kind.__mro__
        diagnostics = error.diag if own else None
        found = [(name, getattr(diagnostics, name)) for name in _DIAGNOSTICS] if own else []
        more = [part for name, value in found if value is not None for part in (name, value[:_MESSAGE])]
        return " ".join(bases), error.pgcode if own else None, message[:_MESSAGE], said, *more
