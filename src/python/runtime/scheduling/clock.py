"""``time.sleep`` through the server's clock, so that the timers of waiting sessions ring meanwhile, and the processor's time.

Imports ``switching``, ``waiting``.
"""

from __future__ import annotations

import time

from . import pending_signals, switching
from .waiting import seconds as seconds_of


def sleep(*arguments, **keywords):
    """As ``time.sleep``, which is written in C and says so of its arguments."""
    if keywords:
        raise TypeError("time.sleep() takes no keyword arguments")
    if len(arguments) != 1:
        raise TypeError(f"time.sleep() takes exactly one argument ({len(arguments)} given)")
    pause(*arguments)


def pause(seconds, deliver=pending_signals.deliver):
    """Sleep, and be told of. Others have a turn even if it is for no time. ``deliver`` sees to what interrupts it."""
    duration = seconds_of(seconds)
    if duration < 0:
        raise ValueError("sleep length must be non-negative")
    if duration > 1e9:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    until = switching.after(duration * 1000)
    deliver()
    while True:
        switching.park(until, "time")
        if switching.now() >= until:
            return
        deliver()


sleep.__module__ = "time"


#: Milliseconds on the processor of threads that have ended.
_worked = 0.0


def _worked_by(state: switching.ThreadState) -> float:
    return state.worked + (switching.now() - state.since if state is switching.current else 0)


def add(state: switching.ThreadState) -> None:
    """A thread has ended."""
    global _worked
    _worked += _worked_by(state)


def thread_time() -> float:
    """Seconds that the current thread has been on the processor: not those in which it has waited."""
    return _worked_by(switching.current) / 1000


def process_time() -> float:
    """The same of all threads of the program."""
    return (_worked + sum(map(_worked_by, switching.states.values()))) / 1000


def thread_time_ns() -> int:
    """As ``thread_time``, in nanoseconds."""
    return int(thread_time() * 1e9)


def process_time_ns() -> int:
    """As ``process_time``, in nanoseconds."""
    return int(process_time() * 1e9)


def install() -> None:
    """Replace what sleeps in ``time``, and what counts the processor's time."""
    time.sleep = sleep
    for function in thread_time, thread_time_ns, process_time, process_time_ns:
        function.__module__ = "time"
        setattr(time, function.__name__, function)


def renew() -> None:
    """For a new program."""
    global _worked
    _worked = 0.0
