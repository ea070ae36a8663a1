"""``time.sleep`` through the server's clock, so that the timers of waiting sessions ring meanwhile. May import ``_lab``."""

from __future__ import annotations

import time

import _lab

from .endings import WaitsForEver


def sleep(*arguments, **keywords):
    """As ``time.sleep``, which is written in C and says so of its arguments."""
    if keywords:
        raise TypeError("time.sleep() takes no keyword arguments")
    if len(arguments) != 1:
        raise TypeError(f"time.sleep() takes exactly one argument ({len(arguments)} given)")
    pause(*arguments)


def pause(seconds):
    """Sleep, and be told of."""
    if isinstance(seconds, str) or not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__"):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer or float")
    seconds = float(seconds)
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > 1e9:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    endless = _lab.sleep(seconds)
    if endless is not None:
        raise WaitsForEver(endless)


sleep.__module__ = "time"


def install() -> None:
    """Replace ``time.sleep``."""
    time.sleep = sleep
