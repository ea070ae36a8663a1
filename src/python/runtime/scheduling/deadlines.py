"""Deadlines on the server's clock, and durations as CPython's functions accept them."""

from __future__ import annotations

import threading
from math import inf, nextafter
from typing import Any, Callable

import _scheduler

#: Milliseconds on the clock.
now: Callable[[], float] = _scheduler.now


def after(milliseconds: float) -> float:
    """When so many will have passed: at least a little later than now, or a program that waits ever shorter would never arrive."""
    begin = now()
    return max(begin + milliseconds, nextafter(begin, inf)) if milliseconds > 0 else begin


def seconds(value: Any) -> float:
    """A duration; raises what CPython raises if it is none."""
    if isinstance(value, str) or not hasattr(value, "__float__") and not hasattr(value, "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer or float")
    value = float(value)
    if value != value:
        raise ValueError("Invalid value NaN (not a number)")
    return value


def milliseconds(blocking: bool, timeout: object) -> float | None:
    """How long ``acquire(blocking, timeout)`` waits; None is for ever."""
    if timeout == -1:
        return None if blocking else 0
    duration = seconds(timeout)
    if not blocking:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if duration < 0:
        raise ValueError("timeout value must be a non-negative number")
    if duration > threading.TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return duration * 1000
