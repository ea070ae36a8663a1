"""``signal.alarm`` and ``setitimer``: a thread that nobody sees waits, and sends SIGALRM.

Imports ``signals``, ``switching``, ``threads``, ``waiting``.
"""

from __future__ import annotations

import errno
import signal
from math import ceil

from ..scheduling import switching
from ..scheduling.waiting import seconds as seconds_of
from ..threads import lifecycle
from . import sending


class Timer:
    """Rings at a time, and then again and again if it has an interval. Times are milliseconds on ``switching.now()``."""

    def __init__(self, due: float, interval: float) -> None:
        self.due = due
        self.interval = interval

    def left(self) -> float:
        """Seconds; never none, as it would not be armed."""
        return max(self.due - switching.now(), 0.001) / 1000

    def run(self) -> None:
        """What its thread does, until another timer takes its place."""
        while armed is self:
            if switching.now() < self.due:
                switching.park(self.due)
                continue
            self._ring()

    def _ring(self) -> None:
        global armed
        if self.interval > 0:
            self.due = switching.after(self.interval)
        else:
            armed = None
        sending.send(signal.SIGALRM)


#: The one that a process has.
armed: Timer | None = None
_stopped = 0.0, 0.0


def getitimer(which, /):
    """The seconds that are left, and the interval; both 0 if none is armed."""
    _check(which)
    return _stopped if armed is None else (armed.left(), armed.interval / 1000)


def setitimer(which, seconds, interval=0.0, /):
    """SIGALRM after so many ``seconds``, 0 for never, and again every ``interval``; what there was before, as of ``getitimer``."""
    global armed
    before = getitimer(which)
    first, then = seconds_of(seconds), seconds_of(interval)
    if first < 0 or then < 0:
        raise signal.ItimerError(errno.EINVAL, "Invalid argument")
    armed = None
    if first > 0:
        timer = Timer(switching.after(first * 1000), then * 1000)
        lifecycle.start_hidden(timer.run)
        armed = timer
    return before


def alarm(seconds, /):
    """SIGALRM after so many whole seconds, 0 for never; how many were left of the alarm before."""
    if not isinstance(seconds, int):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    return ceil(setitimer(signal.ITIMER_REAL, seconds)[0])


def _check(which) -> None:
    if which in (signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        raise signal.ItimerError(errno.ENOSYS, "Only ITIMER_REAL is to be had here")
    if which != signal.ITIMER_REAL:
        raise signal.ItimerError(errno.EINVAL, "Invalid argument")


def install() -> None:
    """In ``signal``."""
    for function in alarm, setitimer, getitimer:
        function.__module__ = "signal"
        setattr(signal, function.__name__, function)


def renew() -> None:
    """None is armed."""
    global armed
    armed = None
