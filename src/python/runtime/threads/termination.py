"""At the end of a process its threads stop where they are: here their stacks are taken down, and nothing of them is executed.

Each is woken with the exception ``Frozen``, which is raised again at whatever a frame would then execute. Imports ``switching``,
``threads``.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from .. import OURS
from ..exceptions import Frozen
from ..scheduling import switching
from . import lifecycle

_TOOL = 3
_monitoring = sys.monitoring
_EVENTS = _monitoring.events
#: A thread that needs so many turns to end does not end.
_TURNS = 100


def _step(code, *_) -> None:
    if switching.current.frozen and not code.co_filename.startswith(OURS):
        raise Frozen


#: What a process that was stopped ends with.
exit_status = 0


def stop_here(status: int) -> NoReturn:
    """The process ends: the current thread and the main one go no further; the main one sees to the others."""
    global exit_status
    exit_status = status & 0xFF
    _raise_everywhere()
    switching.main.frozen = switching.current.frozen = True
    switching.unpark(switching.main)
    raise Frozen


def freeze_others() -> bool:
    """All but the current thread go no further; whether they have ended."""
    lifecycle.drop_unbegun()
    others = [state for state in switching.states.values() if state is not switching.current]
    for state in others:
        state.frozen = True
    if others:
        _raise_everywhere()
    for _ in range(_TURNS):
        others = [state for state in others if state.number in switching.states]
        if not others:
            break
        for state in others:
            switching.unpark(state)
        switching.park(switching.now())
    if _monitoring.get_tool(_TOOL) is not None:
        _monitoring.set_events(_TOOL, 0)
    return not others


def _raise_everywhere() -> None:
    if _monitoring.get_tool(_TOOL) is None:
        _monitoring.use_tool_id(_TOOL, "end")
    for event in (_EVENTS.PY_START, _EVENTS.PY_RESUME, _EVENTS.LINE):
        _monitoring.register_callback(_TOOL, event, _step)
    _monitoring.set_events(_TOOL, _EVENTS.PY_START | _EVENTS.PY_RESUME | _EVENTS.LINE)
