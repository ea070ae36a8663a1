"""Reports to the page what a program does: its lines, its calls of the driver, and what else it raises. With ``sys.monitoring``."""

from __future__ import annotations

import re
import sys
from types import CodeType

import _host

from .exceptions import ProcessExit
from .scheduling import clock, thread_state
from .truths import Truths
from .usual_builtins import own_builtins

__builtins__ = own_builtins()

_TOOL = 4
_EVENTS = sys.monitoring.events
_CALLS = _EVENTS.PY_START | _EVENTS.PY_RETURN
#: So many lines are reported one by one, then every 64th, as reporting a line takes longer than executing it.
_LINES_REPORTED = 2000
#: So many calls and exceptions are reported, as that takes time: a call is two events, and a page draws 20,000 (src/messages/limits.ts).
_CALLS_REPORTED = 5000

_CONNECTION = (
    "commit rollback close cancel reset set_session set_isolation_level poll tpc_begin tpc_prepare tpc_commit tpc_rollback lobject"
)
_CURSOR = "execute executemany fetchone fetchmany fetchall callproc close copy_from copy_to copy_expert"

#: Raised where nothing has gone wrong.
_NO_FAULT = frozenset((StopIteration, StopAsyncIteration, GeneratorExit, SystemExit, ProcessExit))

#: In a connection string, quoted or not; in a URI, between a user's name and the host.
_PASSWORD = re.compile(r"(\bpassword\s*=\s*)(?:'(?:[^'\\]|\\.)*'?|(?:[^\s&\\]|\\.)+)|((?<=//)[^:/@\s]*:)[^@\s]*(?=@)", re.IGNORECASE)


class Tracer:
    """Reports lines and calls of the program in ``file_name``."""

    _truths: Truths
    #: The code of what the driver does while it waits for an answer.
    _waits: CodeType

    def __init__(self, file_name: str) -> None:
        self._file_name = file_name
        self._names = {}
        self._lines = 0
        self._calls = 0

    def start(self) -> None:
        """Begin. ``psycopg2`` must have been imported."""
        import psycopg2
        from psycopg2._libpq.pgconn import PGconn
        from psycopg2.extensions import connection, cursor

        functions = {psycopg2.connect: "connect", clock.pause: "time.sleep"}
        for owner, prefix, names in (connection, "connection", _CONNECTION), (cursor, "cursor", _CURSOR):
            for name in names.split():
                function = getattr(owner, name, None)
                function = getattr(function, "__wrapped__", function)
                if hasattr(function, "__code__"):
                    functions[function] = f"{prefix}.{name}"
        self._names = {function.__code__: name for function, name in functions.items()}
        monitoring = sys.monitoring
        monitoring.use_tool_id(_TOOL, "tracer")
        monitoring.register_callback(_TOOL, _EVENTS.LINE, self._line)
        monitoring.register_callback(_TOOL, _EVENTS.PY_START, self._started)
        monitoring.register_callback(_TOOL, _EVENTS.PY_RETURN, self._returned)
        monitoring.register_callback(_TOOL, _EVENTS.PY_UNWIND, self._unwound)
        monitoring.register_callback(_TOOL, _EVENTS.RAISE, self._raised)
        monitoring.set_events(_TOOL, _EVENTS.LINE | _EVENTS.PY_UNWIND | _EVENTS.RAISE)
        for code in self._names:
            monitoring.set_local_events(_TOOL, code, _CALLS)
        self._truths = Truths(self._file_name)
        self._waits = PGconn.get_result.__code__
        monitoring.set_local_events(_TOOL, self._waits, _EVENTS.PY_START)

    def stop(self) -> None:
        """End, whether or not the program has freed the tool."""
        if sys.monitoring.get_tool(_TOOL) is not None:
            self._stop_calls()
            sys.monitoring.set_events(_TOOL, 0)
            sys.monitoring.free_tool_id(_TOOL)

    def _stop_calls(self) -> None:
        """Report no further call or exception, nor the returns of calls in progress."""
        sys.monitoring.set_events(_TOOL, _EVENTS.LINE)
        for code in (*self._names, self._waits):
            sys.monitoring.set_local_events(_TOOL, code, 0)

    def _line(self, code, line):
        if code.co_filename != self._file_name:
            return sys.monitoring.DISABLE
        self._lines += 1
        if self._lines < _LINES_REPORTED or not self._lines & 63:
            _host.line(line, thread_state.current.name())
        return None

    def _started(self, code, _offset):
        me = thread_state.current
        if code is self._waits:
            self._tell(me)
            return
        if me.traced_code is not None:
            return  # called by the driver itself
        frame = sys._getframe(1)
        caller = frame.f_back
        while caller is not None and caller.f_code.co_filename != self._file_name:
            caller = caller.f_back
        line = caller.f_lineno if caller is not None else None
        if line is None:
            return  # not called by the program: a cursor, for one, is closed when it is collected after the end
        if not self._counts():
            return
        me.traced_code, me.traced_call = code, self._calls
        me.traced_connection = self._truths.connection_of(frame.f_locals.get(code.co_varnames[0])) if code.co_argcount else None
        thread = thread_state.current.name()
        _host.line(line, thread)
        _host.called(me.traced_call, self._names[code], _describe(frame.f_locals), line, thread)
        me.traced_line = line
        self._truths.name(caller)

    def _returned(self, code, _offset, value):
        me = thread_state.current
        if code is not me.traced_code:
            return
        if self._names[code] == "connect":
            me.traced_connection = self._truths.connection_of(value)
            if me.traced_connection is not None:
                self._truths.connected(me.traced_connection, me.traced_line)
        self._tell(me)
        _host.returned(me.traced_call, None)
        me.traced_code = me.traced_connection = None

    def _unwound(self, code, _offset, error):
        me = thread_state.current
        if code is not me.traced_code:
            return
        self._tell(me)
        _host.returned(me.traced_call, type(error).__name__, *self._truths.facts_of(error, me.traced_connection))
        me.traced_code = me.traced_connection = None

    def _raised(self, code, _offset, error):
        """An exception has come into this frame; those of calls of the driver are told with these."""
        if code.co_filename != self._file_name or not _NO_FAULT.isdisjoint(type(error).__mro__):
            return
        traceback = error.__traceback__
        while traceback is not None and traceback.tb_next is not None:
            traceback = traceback.tb_next
            below = traceback.tb_frame.f_code
            if below.co_filename == self._file_name or below in self._names:
                return  # told when it was raised there
        if self._counts():
            line = sys._getframe(1).f_lineno
            _host.raised(
                type(error).__name__, line, thread_state.current.name(), *self._truths.about(error), *self._truths.facts_of(error, None)
            )

    def _counts(self) -> bool:
        """Whether one more is reported."""
        self._calls += 1
        if self._calls <= _CALLS_REPORTED:
            return True
        self._stop_calls()
        _host.callsEnded()
        return False

    def _tell(self, me):
        if me.traced_connection is not None:
            self._truths.tell(me.traced_connection)


def _describe(arguments) -> str:
    """What the page shows of the arguments: the statement, the connection string, the seconds."""
    for name in ("query", "sql", "operation", "procname", "seconds"):
        if name in arguments:
            value = arguments[name]
            text = value.decode(errors="replace") if isinstance(value, bytes) else str(value)
            return " ".join(text.split())[:200]
    if "dsn" in arguments:
        given = {key: value for key, value in (arguments.get("kwargs") or {}).items() if value is not None}
        if "password" in given:
            given["password"] = "xxx"
        dsn = _PASSWORD.sub(lambda found: f"{found[1] or found[2]}xxx", str(arguments["dsn"] or ""))
        return " ".join([dsn, *(f"{key}={value}" for key, value in given.items())]).strip()[:200]
    return ""
