"""Signals and interrupts that a thread has yet to handle, and their delivery.

A signal's handler is called in the main thread. An interrupt, which is what Ctrl+C and the page's Stop send, is for every thread: in the
main thread it is SIGINT, in the others KeyboardInterrupt. Both are delivered with the thread's next lines, where it waits, or once the
driver returns.
"""

from __future__ import annotations

import signal
import sys
from typing import Any

import _scheduler

from .. import _cpython
from ..frames import program_frame
from . import thread_state, waits
from .place import IDLE
from .thread_state import ThreadState

_SIGINT = signal.SIGINT
_getsignal = signal.getsignal
_default = signal.default_int_handler
#: A program runs. What comes before is delivered when it begins.
_enabled = False
#: The socket that ``signal.set_wakeup_fd`` was given.
wakeup: Any = None
#: How many handlers have been called.
handled = 0


def begin() -> None:
    """A program begins. To be called inside what handles its exceptions."""
    global _enabled
    _enabled = True
    deliver()


def end() -> None:
    """The program is over: what is executed after it is not to be interrupted."""
    global _enabled
    _enabled = False


def interrupt() -> None:
    """Interrupt every thread; only the main one if the program handles SIGINT itself. Pools' idle threads have nothing to interrupt."""
    for state in list(thread_state.states.values()):
        if state is thread_state.main or is_for_every_thread() and state.place is not IDLE:
            state.interrupted = True
            waits.unpark(state)


def inherit(state: ThreadState) -> None:
    """A thread is being started: it is interrupted if the one that starts it is."""
    state.interrupted = thread_state.current.interrupted and is_for_every_thread()


def is_for_every_thread() -> bool:
    """Whether an interrupt is: unless the program handles SIGINT. asyncio's own handler, in every program with a loop, does not count."""
    handler = _getsignal(_SIGINT)
    return handler is _default or _cpython.is_sigint_handler_of_asyncio(handler)


def is_shared(error: BaseException) -> bool:
    """Whether ``error`` is an interrupt that every thread has got."""
    return isinstance(error, KeyboardInterrupt) and is_for_every_thread()


def arrive(number: int, wakes: bool) -> None:
    """A signal with a handler arrives. ``wakes``: it ends what the main thread waits for, as a signal of the system does."""
    thread_state.main.pending.add(number)
    if thread_state.current is thread_state.main:
        _scheduler.hurry()
    elif wakes:
        waits.unpark(thread_state.main)


def are_due() -> bool:
    """Whether ``deliver`` would do something."""
    me = thread_state.current
    return not me.held and (me.interrupted or bool(me.pending))


def deliver() -> None:
    """Handle what is pending for the current thread; raises what handlers raise. To be called where CPython checks for signals."""
    me = thread_state.current
    if not _enabled or me.held:
        return
    while me.pending:
        number = min(me.pending)
        me.pending.remove(number)
        _handle(number)
    if me.interrupted:
        _deliver_interrupt(me)


def deliver_interrupt() -> None:
    """Handle an interrupt alone, even while the driver holds signals back."""
    me = thread_state.current
    if _enabled and me.interrupted:
        _deliver_interrupt(me)


class Keeper:
    """The ``psycopg2._extension.signals.Keeper`` of the page: holds signals back while the driver is at work, in whatever thread."""

    def hold(self) -> None:
        """From now on nothing is delivered to the current thread. Nests."""
        thread_state.current.held += 1

    def release(self) -> None:
        """At the outermost level deliver what has come meanwhile."""
        me = thread_state.current
        me.held -= 1
        if are_due():
            deliver()

    def let_go(self) -> int:
        """Deliver again, on whatever level; the number of levels, for ``hold_again``."""
        me = thread_state.current
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
        thread_state.current.held = depth

    def check(self) -> None:
        """Deliver what has come so far, on whatever level."""
        me = thread_state.current
        if me.interrupted or me.pending:
            self.hold_again(self.let_go())


def _deliver_interrupt(me: ThreadState) -> None:
    me.interrupted = False
    if me is not thread_state.main:
        raise KeyboardInterrupt
    _handle(_SIGINT)


def _handle(number: int) -> None:
    global handled
    if wakeup is not None:
        wakeup.send(bytes([number]))
    handler = _getsignal(number)
    if callable(handler):
        handled += 1
        handler(number, program_frame(sys._getframe(1)))
    elif handler == signal.SIG_DFL and number == _SIGINT:
        raise KeyboardInterrupt  # would kill the process; this lets it say so
