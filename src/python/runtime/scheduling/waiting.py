"""Waiting for something to become true, as CPython's blocking functions do: with a timeout, and Ctrl+C ends it. Imports ``switching``."""

from __future__ import annotations

import _thread
from typing import Any, Callable, Optional

from . import pending_signals, switching


Pause = Callable[["float | None"], None]
Deliver = Optional[Callable[[], None]]


def wait(
    is_over: Callable[[], bool],
    timeout: float | None,
    awaits: Any = None,
    pause: Pause | None = None,
    deliver: Deliver = pending_signals.deliver,
) -> bool:
    """Wait until ``is_over()``, at most ``timeout`` milliseconds; whether it was in time.

    ``pause`` waits in place of ``park``; ``awaits`` is for explanations; ``deliver`` sees to what interrupts it.
    """
    until = None if timeout is None else switching.after(timeout)
    while not is_over():
        if deliver is not None and pending_signals.are_due():
            deliver()
            if is_over():  # a handler can have brought it about
                break
        if until is not None and switching.now() >= until:
            return False
        if pause is None:
            switching.park(until, awaits)
        else:
            pause(until)
    return True


def seconds(value: Any) -> float:
    """A duration as CPython accepts it."""
    if isinstance(value, str) or not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer or float")
    value = float(value)
    if value != value:
        raise ValueError("Invalid value NaN (not a number)")
    return value


def milliseconds(blocking: bool, timeout: object) -> float | None:
    """How long ``acquire`` is to wait; None is for ever."""
    if timeout == -1:
        return None if blocking else 0
    duration = seconds(timeout)
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if duration < 0:
        raise ValueError("timeout value must be a non-negative number")
    if duration > _thread.TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return duration * 1000
