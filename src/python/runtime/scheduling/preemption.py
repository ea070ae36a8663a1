"""A busy thread lets others run: CPython polls the host every millisecond or so, and the host answers with a signal that is handled here.

No program sees that signal. See src/python/host/polls.ts for the host's side.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import traceback

import _scheduler

from ..frames import LIBRARY, WRITTEN_IN_C
from . import collector, pending_signals, waits

POLL = _scheduler.signal
#: In CPython these are written in C and go on until they wait; so do imports, and what C calls to print an exception.
_ATOMIC = (*WRITTEN_IN_C, "<frozen ", traceback.__file__)
#: Whether these may be preempted depends on who has called them, as code in C may have.
_TRANSPARENT = (LIBRARY, "<string>")
#: An exception between any two lines of these, as an interrupt or a task's cancellation, would leave a lock or a queue in disorder. It is
#: raised where they wait, or later.
_DELICATE = (threading.__file__, os.path.dirname(asyncio.__file__) + os.sep)
#: Code of ours that calls a program: below it on the stack no caller counts.
_program_callers: set = set()


def calls_program(function):
    """Decorates a function of ours that calls a program, or a thread's function."""
    _program_callers.add(function.__code__)
    return function


def _may_switch(frame) -> bool:
    innermost = frame
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_ATOMIC):
            return frame is not innermost and frame.f_code in _program_callers
        if not name.startswith(_TRANSPARENT):
            return True
        frame = frame.f_back
    return False


def _polled(_signal, frame) -> None:
    due, delicate = pending_signals.are_due(), frame.f_code.co_filename.startswith(_DELICATE)
    if collector.collecting or not _may_switch(frame) or due and delicate:
        _scheduler.retry()
        return
    _scheduler.seen()
    if not due:
        waits.yield_now()
    if not delicate:  # something may have come meanwhile
        pending_signals.deliver()


def install() -> None:
    """Handle the signal."""
    signal.signal(POLL, _polled)
