"""Ctrl+C: in the main thread what the program has said about SIGINT, in the others KeyboardInterrupt. Other signals are the main thread's.

Imports ``switching``.
"""

from __future__ import annotations

import signal
import sys
from asyncio import runners
from typing import Any

import _turns

from . import switching

_SIGINT = signal.SIGINT
#: Packages that have no frames where CPython and the real psycopg2 have C.
_HIDDEN = (__name__.partition(".")[0], "psycopg2")
_getsignal = signal.getsignal
_default = signal.default_int_handler
_ON_SIGINT = runners.Runner._on_sigint  # type: ignore[attr-defined]
#: A program runs, and can be told. What comes before it is told when it begins.
_hearing = False
#: The socket that ``signal.set_wakeup_fd`` was given.
wakeup: Any = None
#: How many it has handled.
handled = 0


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
    """The program has no way of its own to end; asyncio's, which cancels the main task, is every program's with a loop."""
    handler: Any = _getsignal(_SIGINT)
    return handler is _default or getattr(getattr(handler, "func", None), "__func__", None) is _ON_SIGINT


def is_shared(error: BaseException) -> bool:
    """Whether ``error`` is an interrupt that every thread has heard of."""
    return isinstance(error, KeyboardInterrupt) and is_for_everybody()


def arrive(number: int, wakes: bool) -> None:
    """A signal for the main thread, which handles it with its next lines; ``wakes``: as the system's do, it ends what that waits for."""
    switching.main.signals.add(number)
    if switching.current is switching.main:
        _turns.hurry()
    elif wakes:
        switching.unpark(switching.main)


def are_due() -> bool:
    """Whether ``deliver`` would do something."""
    me = switching.current
    return not me.held and (me.interrupted or bool(me.signals))


def deliver() -> None:
    """Raise what the current thread has been interrupted with: to be called where CPython looks for signals."""
    me = switching.current
    if not _hearing or me.held:
        return
    while me.signals:
        number = min(me.signals)
        me.signals.remove(number)
        _handle(number)
    if me.interrupted:
        _deliver_interrupt(me)


def deliver_stop() -> None:
    """Only what stops the program, whatever holds the rest."""
    me = switching.current
    if _hearing and me.interrupted:
        _deliver_interrupt(me)


class Keeper:
    """The ``psycopg2._signals.Keeper`` of the page, where every thread is interrupted."""

    def hold(self) -> None:
        """From now on nothing is delivered to the current thread. Nests."""
        switching.current.held += 1

    def release(self) -> None:
        """At the outermost level deliver what has come meanwhile."""
        me = switching.current
        me.held -= 1
        if are_due():
            deliver()

    def let_go(self) -> int:
        """Deliver again, whatever holds; how many levels do."""
        me = switching.current
        depth, me.held = me.held, 0
        if are_due():
            try:
                deliver()
            except BaseException:
                me.held = depth
                raise
        return depth

    def hold_again(self, depth: int) -> None:
        """As before ``let_go``."""
        switching.current.held = depth


def _deliver_interrupt(me: switching.ThreadState) -> None:
    me.interrupted = False
    if me is not switching.main:
        raise KeyboardInterrupt
    _handle(_SIGINT)


def _handle(number: int) -> None:
    global handled
    if wakeup is not None:
        wakeup.send(bytes([number]))
    handler = _getsignal(number)
    if callable(handler):
        handled += 1
        handler(number, _program_frame())
    elif handler == signal.SIG_DFL and number == _SIGINT:
        raise KeyboardInterrupt  # would kill the process; this lets it say so


def _program_frame():
    frame = sys._getframe(1)
    while frame is not None and (frame.f_globals.get("__package__") or "").partition(".")[0] in _HIDDEN:
        frame = frame.f_back
    return frame
