"""Waits for something to become true, as CPython's blocking functions do: with a timeout, and interrupted by signals."""

from __future__ import annotations

from typing import Any, Callable, Optional

from . import pending_signals, waits
from .deadlines import after, now

#: Waits until a time on ``now()``, as ``park``.
Pause = Callable[["float | None"], None]
#: Handles pending signals; raises what their handlers raise.
Deliver = Optional[Callable[[], None]]


def wait(
    is_over: Callable[[], bool],
    timeout: float | None,
    awaits: Any = None,
    pause: Pause | None = None,
    deliver: Deliver = pending_signals.deliver,
) -> bool:
    """Wait until ``is_over()``, at most ``timeout`` milliseconds; whether it was in time.

    ``awaits`` is as for ``park``. None for ``deliver`` leaves signals pending.
    """
    until = None if timeout is None else after(timeout)
    while not is_over():
        if deliver is not None and pending_signals.are_due():
            deliver()
            if is_over():  # a handler can have brought it about
                break
        if until is not None and now() >= until:
            return False
        if pause is None:
            waits.park(until, awaits)
        else:
            pause(until)
    return True
