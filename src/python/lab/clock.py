"""``time.sleep`` through the server's clock, so that the timers of waiting sessions ring meanwhile. Imports ``switching``, ``waiting``."""

from __future__ import annotations

import time

from . import interrupts, switching
from .waiting import seconds as seconds_of


def sleep(*arguments, **keywords):
    """As ``time.sleep``, which is written in C and says so of its arguments."""
    if keywords:
        raise TypeError("time.sleep() takes no keyword arguments")
    if len(arguments) != 1:
        raise TypeError(f"time.sleep() takes exactly one argument ({len(arguments)} given)")
    pause(*arguments)


def pause(seconds):
    """Sleep, and be told of. Others have a turn even if it is for no time."""
    duration = seconds_of(seconds)
    if duration < 0:
        raise ValueError("sleep length must be non-negative")
    if duration > 1e9:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    until = switching.after(duration * 1000)
    interrupts.deliver()
    while True:
        switching.park(until, "time")
        if switching.now() >= until:
            return
        interrupts.deliver()


sleep.__module__ = "time"


def install() -> None:
    """Replace ``time.sleep``."""
    time.sleep = sleep
