"""Signals that a program sends to itself: the system below has none.

Imports ``freezing``, ``interrupts``, ``preemption``, ``switching``, ``waiting``.
"""

from __future__ import annotations

import errno
import os
import signal
from typing import NoReturn

from ..scheduling import pending_signals, preemption, switching
from ..scheduling.waiting import wait
from ..threads import termination

#: What ends no process that has said nothing about it. The first four would stop it, and nobody is there to let it go on.
_HARMLESS = {
    *(signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
    *(signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH),
}
_ALL = signal.valid_signals()
_kill = os.kill


def send(number: int, wakes: bool = True) -> None:
    """As if it had arrived from outside: its handler is called soon, in the main thread, or the process ends."""
    handler = preemption.get_handler(number)
    if callable(handler):
        pending_signals.arrive(number, wakes)
    elif handler != signal.SIG_IGN and number not in _HARMLESS:
        termination.stop_here(128 + number)


def raise_signal(signalnum, /):
    """As ``signal.raise_signal``, which sends it to the current thread: OSError if there is no such signal."""
    _raise(signalnum, wakes=False)


def _raise(signalnum, wakes: bool) -> None:
    if signalnum not in _ALL:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    send(int(signalnum), wakes)
    pending_signals.deliver()


def kill(pid, signal, /):
    """As ``os.kill``, of which only the process itself can be reached."""
    if pid not in (os.getpid(), 0) or signal == 0:
        return _kill(pid, signal)
    return _raise(signal, wakes=True)


def pthread_kill(thread_id, signalnum, /):
    """As ``signal.pthread_kill``: whatever thread it is sent to, a handler is called in the main one."""
    if all(state.ident != thread_id for state in switching.states.values()):
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    if signalnum != 0:
        _raise(signalnum, wakes=thread_id == switching.main.ident)


def pause():
    """As ``signal.pause``: wait until a handler has been called."""
    before = pending_signals.handled
    wait(lambda: pending_signals.handled != before, None, "a signal")


def abort() -> NoReturn:
    """As ``os.abort``."""
    termination.stop_here(128 + signal.SIGABRT)


def install() -> None:
    """In ``signal`` and ``os``."""
    for function in raise_signal, pthread_kill, pause:
        function.__module__ = "signal"
        setattr(signal, function.__name__, function)
    os.kill, os.abort = kill, abort
