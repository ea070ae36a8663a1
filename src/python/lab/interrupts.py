"""Ctrl+C: in the main thread what the program has said about SIGINT, in the others KeyboardInterrupt. Imports ``switching``."""

from __future__ import annotations

import signal
import sys
from typing import Any

from . import switching

_SIGINT = signal.SIGINT
_getsignal = signal.getsignal
_default = signal.default_int_handler
#: A program runs, and can be told. What comes before it is told when it begins.
_hearing = False
#: The socket that ``signal.set_wakeup_fd`` was given.
wakeup: Any = None


def begin() -> None:
    """A program begins: to be called in what ends it."""
    global _hearing
    _hearing = True
    deliver()


def end() -> None:
    """It is over, and what is done after it is not its own."""
    global _hearing
    _hearing = False


def interrupt() -> None:
    """Of every thread, unless the program has a way of its own to end; threads of pools that wait for work have nothing to be ended."""
    for state in list(switching.states.values()):
        if state is switching.main or is_for_everybody() and (state.place is None or state.place[0] != switching.IDLE):
            state.interrupted = True
            switching.unpark(state)


def pass_on(state: switching.ThreadState) -> None:
    """To a thread that is being started, what the current one has yet to hear of."""
    state.interrupted = switching.current.interrupted and is_for_everybody()


def is_for_everybody() -> bool:
    """The program has no way of its own to end."""
    return _getsignal(_SIGINT) is _default


def interrupt_main() -> None:
    """Of the main thread only."""
    switching.main.interrupted = True
    switching.unpark(switching.main)


def deliver() -> None:
    """Raise what the current thread has been interrupted with: to be called where CPython looks for signals."""
    me = switching.current
    if not me.interrupted or not _hearing:
        return
    me.interrupted = False
    if me is not switching.main:
        raise KeyboardInterrupt
    if wakeup is not None:
        wakeup.send(bytes([_SIGINT]))
    handler = _getsignal(_SIGINT)
    if callable(handler):
        handler(_SIGINT, _program_frame())
    elif handler == signal.SIG_DFL:
        raise KeyboardInterrupt  # would kill the process; this lets it say so


def _program_frame():
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
    return frame
