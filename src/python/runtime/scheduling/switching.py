"""Whose stack runs. Threads take turns with each other and with the server's sessions; one that waits is suspended.

``_turns`` is the host's, in JavaScript. Imports ``endings``.
"""

from __future__ import annotations

import gc
import os
import select
import sys
import threading
from math import inf, nextafter
from typing import Any, Callable
from weakref import WeakValueDictionary

import _lab
import _turns
from pyodide.ffi import can_run_sync

from .. import OURS
from ..exceptions import Frozen, WaitsForEver

_LIBRARY = os.path.dirname(os.__file__) + os.sep
#: Threads are possible: stacks can be suspended.
possible: bool = _turns.possible
now: Callable[[], float] = _turns.now
_poll = select.poll
#: The function of a pool's thread, and its file: there it waits for work.
IDLE, _POOLS = "_worker", os.path.join("concurrent", "futures", "thread.py")


class ThreadState:
    """A thread, from its start to its end."""

    __slots__ = (
        *("number", "ident", "locals", "poll"),
        *("interrupted", "signals", "held", "frozen", "hopeless"),
        *("awaits", "place"),
        *("telling", "call"),
        *("worked", "since"),
        "__weakref__",
    )

    def __init__(self, number: int, ident: int) -> None:
        self.number = number
        self.ident = ident
        self.locals: WeakValueDictionary[int, Any] = WeakValueDictionary()  # objects in which it has attributes
        self.poll = _poll()
        self.interrupted = False  # KeyboardInterrupt is to be raised in it
        self.signals: set[int] = set()  # others whose handlers are to be called in it; of the main thread only
        self.held = 0  # how often it has been said that they wait: the driver is at work
        self.frozen = False
        self.hopeless: str | None = None  # why it waits in vain
        self.awaits: Any = None  # what it waits for, if without end
        #: Where: the outermost function of the library, and the line of the program that called it.
        self.place: tuple[str | None, int | None] | None = None
        self.telling: Any = None  # the code of the call that is being told of (see ``watch``)
        self.call = 0
        self.worked = 0.0  # milliseconds on the processor, before it last went on
        self.since = now()


#: Of the main thread of the program that runs, and of the thread that runs.
main = current = ThreadState(0, 0)
#: Of all threads that have been started and have not ended, by number.
states: dict[int, ThreadState] = {0: main}

#: The collector of garbage has its lists on the stack of whoever it interrupts: that stack must not be put aside.
collecting = False


def suspend() -> Any:
    """Put the stack aside until what has been asked for has come: the host's answer."""
    global current
    me = current
    if me.frozen:
        raise Frozen
    if collecting or not can_run_sync():
        raise RuntimeError(f"cannot wait {'while garbage is collected' if collecting else 'inside a call from JavaScript'}")
    me.worked += now() - me.since
    try:
        me.poll.poll(0)  # see src/python/host/threads.ts
    finally:
        current = me
        me.since = now()
        _turns.restart()
        if not me.held and (me.interrupted or me.signals):
            _turns.hurry()  # as it was put off by whoever ran first
    if me.frozen:
        raise Frozen
    if me.hopeless is not None:
        text, me.hopeless = me.hopeless, None
        raise WaitsForEver(text)
    return _turns.answer()


def after(milliseconds: float) -> float:
    """When so many will have passed on ``now()``: some time does, however few they are, or who waits again and again would never arrive."""
    begin = now()
    return max(begin + milliseconds, nextafter(begin, inf)) if milliseconds > 0 else begin


def park(until: float | None, awaits: Any = None) -> None:
    """Wait until a time on ``now()``, or until unparked, or for no reason: whoever waits for something looks again.

    ``awaits`` is for explanations of a wait without end.
    """
    me = current
    if me.frozen:
        raise Frozen
    if until is not None:
        if possible:
            _turns.park(until)
            return suspend()
        endless = _lab.sleep(max(0.0, until - now()) / 1000)
        if endless is not None:
            raise WaitsForEver(endless)
        return None
    me.awaits, me.place = awaits, _place()
    try:
        if not possible:
            from ..threads.deadlocks import explain

            raise WaitsForEver(explain())
        _turns.park(None)
        return suspend()
    finally:
        me.awaits = me.place = None


def unpark(state: ThreadState) -> None:
    """Let a thread go on that is parked, or will be."""
    _turns.unpark(state.number)


def give_way() -> None:
    """Let others have a turn, if this stack can be put aside."""
    if possible and not collecting and can_run_sync():
        _turns.give_way()
        suspend()



def _place() -> tuple[str | None, int | None]:
    """Frames are looked at by their own thread only."""
    frame, function = sys._getframe(2), None
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_LIBRARY):
            function = frame.f_code.co_qualname
            if function == IDLE and file.endswith(_POOLS):
                return IDLE, None
        elif not file.startswith(OURS):
            return function, frame.f_lineno
        frame = frame.f_back
    return function, None


def _watch_collector(phase: str, _info: object) -> None:
    global collecting
    collecting = phase == "start"


def renew(ident: int) -> None:
    """For a new program, with a new main thread."""
    global main, current
    main = current = states[0] = ThreadState(0, ident)
    gc.callbacks[:] = [_watch_collector]


def thread_name(state: ThreadState | None = None) -> str | None:
    """Of a thread, the current one by default; None for the main one."""
    state = state or current
    if state is main:
        return None
    thread = threading._active.get(state.ident)  # type: ignore[attr-defined] - current_thread() would make one
    return f"thread {state.number}" if thread is None else thread.name
