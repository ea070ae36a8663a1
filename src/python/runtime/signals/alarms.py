"""``signal.alarm`` and ``setitimer``: a thread that the program cannot see waits, and sends SIGALRM."""

from __future__ import annotations

import errno
import signal
from math import ceil

from ..scheduling import waits
from ..scheduling.deadlines import after, now
from ..scheduling.deadlines import seconds as seconds_of
from ..threads import lifecycle
from . import sending


class Timer:
    """Fires at a time, and again and again if it has an interval. Both are in milliseconds, the time is on ``now()``."""

    def __init__(self, due: float, interval: float) -> None:
        self.due = due
        self.interval = interval

    def left(self) -> float:
        """Seconds until it fires; more than 0, which would mean that it is disarmed."""
        return max(self.due - now(), 0.001) / 1000

    def run(self) -> None:
        """What its thread does, until another timer takes its place."""
        while armed is self:
            if now() < self.due:
                waits.park(self.due)
                continue
            self._fire()

    def _fire(self) -> None:
        global armed
        if self.interval > 0:
            self.due = after(self.interval)
        else:
            armed = None
        sending.send(int(signal.SIGALRM), sending.SI_KERNEL)


#: A process has one.
armed: Timer | None = None
_DISARMED = 0.0, 0.0


def getitimer(which, /):
    """The seconds until it fires, and the interval; both 0 if it is disarmed."""
    _check(which)
    return _DISARMED if armed is None else (armed.left(), armed.interval / 1000)


def setitimer(which, seconds, interval=0.0, /):
    """Send SIGALRM after so many ``seconds``, 0 for never, and again every ``interval``. What ``getitimer`` would have said before."""
    global armed
    before = getitimer(which)
    first, then = seconds_of(seconds), seconds_of(interval)
    if first < 0 or then < 0:
        raise signal.ItimerError(errno.EINVAL, "Invalid argument")
    armed = None
    if first > 0:
        timer = Timer(after(first * 1000), then * 1000)
        lifecycle.start_hidden(timer.run)
        armed = timer
    return before


def alarm(seconds, /):
    """Send SIGALRM after so many whole seconds, 0 for never. How many seconds an earlier alarm had left."""
    if not isinstance(seconds, int):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    return ceil(setitimer(signal.ITIMER_REAL, seconds)[0])


def _check(which) -> None:
    if which in (signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        raise signal.ItimerError(errno.ENOSYS, "Only ITIMER_REAL is to be had here")
    if which != signal.ITIMER_REAL:
        raise signal.ItimerError(errno.EINVAL, "Invalid argument")


def install() -> None:
    """Add them to ``signal``."""
    for function in alarm, setitimer, getitimer:
        function.__module__ = "signal"
        setattr(signal, function.__name__, function)


def renew() -> None:
    """Begin a new program: the timer is disarmed."""
    global armed
    armed = None
