"""The exit of the process: its threads stop where they are. Their stacks have to be taken down, and nothing on them is executed any more.

A thread that exits is woken with ProcessExit, which is raised again at the next line of whatever ``except`` or ``finally`` it comes to.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from ..exceptions import ProcessExit
from ..frames import OURS
from ..scheduling import thread_state, waits
from ..scheduling.deadlines import now
from . import lifecycle

#: Of ``sys.monitoring``.
_TOOL = 3
_monitoring = sys.monitoring
_EVENTS = _monitoring.events
#: A thread that has not ended after being woken so many times does not end.
_ATTEMPTS = 100

#: With which the process exits that has been stopped by ``exit_process``.
exit_status = 0


def exit_process(status: int) -> NoReturn:
    """Exit as by ``os._exit``: the current thread and the main one stop here, and the main one ends the others."""
    global exit_status
    exit_status = status & 0xFF
    _raise_everywhere()
    thread_state.main.exiting = thread_state.current.exiting = True
    waits.unpark(thread_state.main)
    raise ProcessExit


def end_other_threads() -> bool:
    """Stop all threads but the current one; whether all of them have ended."""
    lifecycle.drop_unbegun()
    others = [state for state in thread_state.states.values() if state is not thread_state.current]
    for state in others:
        state.exiting = True
    if others:
        _raise_everywhere()
    for _ in range(_ATTEMPTS):
        others = [state for state in others if state.number in thread_state.states]
        if not others:
            break
        for state in others:
            waits.unpark(state)
        waits.park(now())
    if _monitoring.get_tool(_TOOL) is not None:
        _monitoring.set_events(_TOOL, 0)
    return not others


def _raise_everywhere() -> None:
    if _monitoring.get_tool(_TOOL) is None:
        _monitoring.use_tool_id(_TOOL, "exit")
    for event in (_EVENTS.PY_START, _EVENTS.PY_RESUME, _EVENTS.LINE):
        _monitoring.register_callback(_TOOL, event, _step)
    _monitoring.set_events(_TOOL, _EVENTS.PY_START | _EVENTS.PY_RESUME | _EVENTS.LINE)


def _step(code, *_) -> None:
    if thread_state.current.exiting and not code.co_filename.startswith(OURS):
        raise ProcessExit
