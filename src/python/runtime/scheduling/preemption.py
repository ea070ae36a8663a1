"""Busy threads let others have their turn: Python polls the host now and then, and a signal that programs never see has a handler here.

Imports ``interrupts``, ``switching``, ``threads``.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import threading
import traceback

import _turns
import psycopg2

from .. import OURS
from . import pending_signals, switching

POLL = _turns.signal
#: What is written in C in the original goes on until it waits; so does importing, and what C calls to print an exception.
_ATOMIC = (OURS, os.path.dirname(psycopg2.__file__) + os.sep, "<frozen ", traceback.__file__)
#: Whoever calls from here calls what is written in Python in the original, too.
_TRANSPARENT = (os.path.dirname(os.__file__) + os.sep, "<string>")
#: Between any two of their lines an exception, or that a task is cancelled, would leave a lock or a queue in disorder: it is raised where
#: they wait, or later.
_DELICATE = (threading.__file__, os.path.dirname(asyncio.__file__) + os.sep)
#: Under these of our functions is a program, or nothing.
_BOTTOMS: set = set()


def bottom(function):
    """Decorates what calls a program."""
    _BOTTOMS.add(function.__code__)
    return function


def _may_switch(frame) -> bool:
    innermost = frame
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_ATOMIC):
            return frame is not innermost and frame.f_code in _BOTTOMS
        if not name.startswith(_TRANSPARENT):
            return True
        frame = frame.f_back
    return False


def _polled(_signal, frame) -> None:
    interrupted, delicate = pending_signals.are_due(), frame.f_code.co_filename.startswith(_DELICATE)
    if switching.collecting or not _may_switch(frame) or interrupted and delicate:
        _turns.retry()
        return
    _turns.seen()
    if not interrupted:
        switching.give_way()
    if not delicate:  # it may have been interrupted meanwhile
        pending_signals.deliver()


_signal_signal, _getsignal = signal.signal, signal.getsignal


def _set_handler(signalnum, handler, /):
    """As ``signal.signal``."""
    if switching.current is not switching.main:
        raise ValueError("signal only works in main thread of the main interpreter")
    if signalnum in (signal.SIGKILL, signal.SIGSTOP):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if signalnum == POLL:
        before, _pretended[0] = _pretended[0], handler
        return before
    return _signal_signal(signalnum, handler)


def get_handler(signalnum, /):
    """As ``signal.getsignal``."""
    return _pretended[0] if signalnum == POLL else _getsignal(signalnum)


#: What a program believes to be the handler of our signal.
_pretended = [signal.SIG_DFL]


def install() -> None:
    """Once."""
    _signal_signal(POLL, _polled)
    _set_handler.__name__ = _set_handler.__qualname__ = "signal"
    get_handler.__name__ = get_handler.__qualname__ = "getsignal"
    signal.signal, signal.getsignal = _set_handler, get_handler


def renew() -> None:
    """Handlers as at the start of Python."""
    _pretended[0] = signal.SIG_DFL
    pending_signals.wakeup = None
    for number in signal.valid_signals() - {POLL, signal.SIGKILL, signal.SIGSTOP}:
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        if _getsignal(number) != usual and _getsignal(number) is not None:
            _signal_signal(number, usual)
