"""The functions of ``time`` that wait, or count time on the processor. They follow the server's clock, whose timers fire meanwhile."""

from __future__ import annotations

import time

from . import pending_signals, thread_state, waits
from .deadlines import after, now
from .deadlines import seconds as seconds_of
from .thread_state import ThreadState


def sleep(*arguments, **keywords):
    """As ``time.sleep``, whose errors about arguments are those of a function in C."""
    if keywords:
        raise TypeError("time.sleep() takes no keyword arguments")
    if len(arguments) != 1:
        raise TypeError(f"time.sleep() takes exactly one argument ({len(arguments)} given)")
    pause(*arguments)


def pause(seconds):
    """What ``sleep`` does; the tracer reports it. Others run even if it is for no time."""
    duration = seconds_of(seconds)
    if duration < 0:
        raise ValueError("sleep length must be non-negative")
    if duration > 1e9:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    until = after(duration * 1000)
    pending_signals.deliver()
    while True:
        waits.park(until, "time")
        if now() >= until:
            return
        pending_signals.deliver()


sleep.__module__ = "time"


#: Milliseconds on the processor of threads that have ended.
_ended_cpu_time = 0.0


def _cpu_time(state: ThreadState) -> float:
    return state.cpu_time + (now() - state.running_since if state is thread_state.current else 0)


def keep_cpu_time(state: ThreadState) -> None:
    """A thread has ended: its time counts for the process."""
    global _ended_cpu_time
    _ended_cpu_time += _cpu_time(state)


def thread_time() -> float:
    """Seconds that the current thread has been on the processor."""
    return _cpu_time(thread_state.current) / 1000


def process_time() -> float:
    """Seconds that all threads of the program have been on the processor."""
    return (_ended_cpu_time + sum(map(_cpu_time, thread_state.states.values()))) / 1000


def thread_time_ns() -> int:
    """As ``thread_time``, in nanoseconds."""
    return int(thread_time() * 1e9)


def process_time_ns() -> int:
    """As ``process_time``, in nanoseconds."""
    return int(process_time() * 1e9)


def install() -> None:
    """Replace them in ``time``."""
    time.sleep = sleep
    for function in thread_time, thread_time_ns, process_time, process_time_ns:
        function.__module__ = "time"
        setattr(time, function.__name__, function)


def renew() -> None:
    """Begin a new program."""
    global _ended_cpu_time
    _ended_cpu_time = 0.0
