"""What the driver holds to be so: of a connection, and of an exception. Read from below, so that no code of the program is called."""

from __future__ import annotations

import linecache
import re
from typing import Any
from weakref import ref

import _host

from .scheduling import thread_state
from .usual_builtins import own_builtins

__builtins__ = own_builtins()

_BAD = 1
_UNKNOWN = 4
_MESSAGE = 2000
_DIAGNOSTICS = (
    *("severity", "message_detail", "message_hint", "statement_position", "context"),
    *("schema_name", "table_name", "column_name", "datatype_name", "constraint_name"),
)
#: A line that keeps what it connects in a variable.
_ASSIGNED = re.compile(r"\s*(\w+)\s*(?::[^=]+)?=\s*(?:psycopg2\.)?connect\(|\s*with\s+(?:psycopg2\.)?connect\(.*\)\s+as\s+(\w+)\s*[,:]")
#: What is written without code of the program.
_PLAIN = (str, bytes, int, float, type(None))
#: In so many calls a name is looked for, and among so many things in a list or a dictionary.
_TRIES = 20
_LOOKED_AT = 100


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
        #: Those that have no name yet, and how often one was looked for.
        self._unnamed = {}

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

    def connected(self, connection, line: int) -> None:
        """A connection has been made in this line of the program, which may say what it will be called."""
        pq = getattr(connection, "_pq", None)
        if pq is None:
            return
        source: Any = linecache.cache.get(self._file_name, (0, None, [], ""))
        lines = source[2]
        found = _ASSIGNED.match(lines[line - 1]) if 0 < line <= len(lines) else None
        if found:
            self._names[pq.backend_pid] = found[1] or found[2]
        else:
            self._unnamed[pq.backend_pid] = [ref(connection), 0]

    def name(self, frame) -> None:
        """Find the variables in which a frame of the program, or one that has called it, has connections without a name."""
        for pid, entry in [*self._unnamed.items()]:
            connection = entry[0]()
            name = _name_of(connection, frame, self._file_name) if connection is not None else None
            entry[1] += 1
            if name is not None or connection is None or entry[1] > _TRIES:
                del self._unnamed[pid]
            if name is None:
                continue
            self._names[pid] = name
            told = self._told.get(pid)
            if told is not None:
                self._told[pid] = name, *told[1:]
                _host.connection(pid, *self._told[pid])

    def about(self, error: BaseException) -> tuple[str | None, str | None]:
        """What Python says of the exception's class, if that is one of its own, and the notes that it has."""
        kind = type(error)
        doc = kind.__doc__ if kind.__module__ == "builtins" else None
        notes = [note for note in getattr(error, "__notes__", ()) if type(note) is str] if kind.__module__ == "builtins" else []
        return doc and " ".join(doc.split("\n\n")[0].split()), " ".join(notes)[:_MESSAGE] or None

    def facts_of(self, error: Any, connection) -> tuple[str | None, ...]:
        """The classes above its own, the SQLSTATE, the message, what the connection says of it, and names and values of ``diag``."""
        kind = type(error)
        bases = []
        for base in kind.__mro__[1:]:
            if base.__module__ != "builtins" or base not in self._tops:
                bases.append(base.__name__)
            if base in self._tops:
                break
        message = error.args[0] if error.args and type(error.args[0]) is str else ""
        if kind.__module__ == "builtins" and all(type(part) in _PLAIN for part in error.args):
            message = str(error)  # executes nothing of the program
        said = None
        if connection is not None and getattr(connection, "_pq", None) is not None:
            said = "connection pointer is NULL\n" if connection._finished else connection._pq.error_message
        own = kind.__module__.startswith("psycopg2") and self._error in kind.__mro__
        diagnostics = error.diag if own else None
        found = [(name, getattr(diagnostics, name)) for name in _DIAGNOSTICS] if own else []
        more = [part for name, value in found if value is not None for part in (name, value[:_MESSAGE])]
        return " ".join(bases), error.pgcode if own else None, message[:_MESSAGE], said, *more


def _name_of(connection: object, frame, file_name: str) -> str | None:
    """The variable that holds it, or that holds a list, a tuple or a dictionary with it."""
    while frame is not None:
        if frame.f_code.co_filename == file_name:
            variables = [*frame.f_locals.items()]
            for name, value in variables:
                if value is connection:
                    return name
            for name, value in variables:
                kind = type(value)
                if kind is dict:
                    items = [*value.items()][:_LOOKED_AT] if not name.startswith("__") else []
                elif kind is list or kind is tuple:
                    items = [*enumerate(value[:_LOOKED_AT])]
                else:
                    continue
                for key, item in items:
                    if item is connection and type(key) in (int, str):
                        return f"{name}[{key!r}]"
        frame = frame.f_back
    return None
