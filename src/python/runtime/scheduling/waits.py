"""How threads wait, and wake one another. There are two ways, of which one is chosen here, once.

Whatever the way: the thread that waits is not on the processor; afterwards it is the current one again; and it ends there if the process
exits meanwhile, or if the host has found that nobody can end the wait.
"""

from __future__ import annotations

from typing import Any, Protocol

import _scheduler
from pyodide.ffi import to_js

from ..exceptions import ProcessExit, WaitsForEver
from . import thread_state
from .blocking import Blocking
from .deadlines import now
from .place import place_of_caller
from .suspending import Suspending
from .thread_state import ThreadState


class Waits(Protocol):
    """A way to wait. Times are on ``now()``, and None is for ever."""

    def park(self, until: float | None) -> None:
        """Wait until a time or until unparked."""
        ...

    def ready(self, readers: Any, writers: Any, until: float | None) -> None:
        """Wait until a time, until unparked, or until one of the host's streams is readable or writable."""
        ...

    def can_yield(self) -> bool:
        """Whether others could run now."""
        ...

    def yield_now(self) -> None:
        """Let others run that are ready to."""
        ...

    def check_room(self) -> None:
        """Raise RuntimeError if no further thread can be started."""
        ...


way: Waits = Suspending() if _scheduler.suspends else Blocking()


def park(until: float | None, awaits: Any = None) -> None:
    """Wait until a time, until unparked, or for no reason: the caller looks whether what it waits for has come.

    ``awaits`` is what that is, for the explanation of a wait without end.
    """
    me = thread_state.current
    _leave(me)
    try:
        if until is None:
            me.awaits, me.place = awaits, place_of_caller()
        way.park(until)
    finally:
        me.awaits = me.place = None
        _return(me)
    end_if_due()


def ready(readers: list[Any], writers: list[Any], until: float | None) -> None:
    """Wait as ``park``, or until one of the host's streams is readable or writable."""
    me = thread_state.current
    _leave(me)
    try:
        way.ready(to_js(readers), to_js(writers), until)
    finally:
        _return(me)
    end_if_due()


def yield_now() -> None:
    """Let others run, if that is possible here."""
    if not way.can_yield():
        return
    me = thread_state.current
    _leave(me)
    try:
        way.yield_now()
    finally:
        _return(me)
    end_if_due()


def unpark(state: ThreadState) -> None:
    """Let a thread go on that is parked. If it is not, it goes on at once when it is parked next."""
    _scheduler.unpark(state.number)


def _leave(me: ThreadState) -> None:
    if me.exiting:
        raise ProcessExit
    me.cpu_time += now() - me.running_since


def _return(me: ThreadState) -> None:
    thread_state.current = me
    me.running_since = now()
    _scheduler.restart()
    if not me.held and (me.interrupted or me.pending):
        _scheduler.hurry()  # another thread's poll may have come first, and put it off


def end_if_due() -> None:
    """End the current thread if the process exits, or if the host has found that nobody can end what the thread waits for."""
    me = thread_state.current
    if me.exiting:
        raise ProcessExit
    if me.deadlock is not None:
        text, me.deadlock = me.deadlock, None
        raise WaitsForEver(text)
