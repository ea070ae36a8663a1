"""Signals that a program sends to itself, with ``os.kill`` and its like: WebAssembly has none."""

from __future__ import annotations

import errno
import os
import signal
from typing import NoReturn

from ..scheduling import pending_signals, thread_state
from ..scheduling.waiting import wait
from ..threads import termination
from .handlers import get_handler

#: Signals whose default action does not terminate the process. The first four would stop it, and nobody is there to continue it.
_NOT_TERMINATING = {
    *(signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
    *(signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH),
}
_ALL = signal.valid_signals()
_kill = os.kill


def send(number: int, wakes: bool = True) -> None:
    """A signal arrives: its handler will be called in the main thread, or its default action is taken."""
    handler = get_handler(number)
    if callable(handler):
        pending_signals.arrive(number, wakes)
    elif handler != signal.SIG_IGN and number not in _NOT_TERMINATING:
        termination.exit_process(128 + number)


def raise_signal(signalnum, /):
    """As ``signal.raise_signal``, which sends it to the current thread."""
    _raise(signalnum, wakes=False)


def _raise(signalnum, wakes: bool) -> None:
    if signalnum not in _ALL:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    send(int(signalnum), wakes)
    pending_signals.deliver()


def kill(pid, signal, /):
    """As ``os.kill``. The process can reach no other than itself."""
    if pid not in (os.getpid(), 0) or signal == 0:
        return _kill(pid, signal)
    return _raise(signal, wakes=True)


def pthread_kill(thread_id, signalnum, /):
    """As ``signal.pthread_kill``: whatever thread it is sent to, its handler is called in the main thread."""
    if all(state.ident != thread_id for state in thread_state.states.values()):
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    if signalnum != 0:
        _raise(signalnum, wakes=thread_id == thread_state.main.ident)


def pause():
    """As ``signal.pause``: wait until a handler has been called."""
    before = pending_signals.handled
    wait(lambda: pending_signals.handled != before, None, "a signal")


def abort() -> NoReturn:
    """As ``os.abort``."""
    termination.exit_process(128 + signal.SIGABRT)


def install() -> None:
    """Replace them in ``signal`` and ``os``."""
    for function in raise_signal, pthread_kill, pause:
        function.__module__ = "signal"
        setattr(signal, function.__name__, function)
    os.kill, os.abort = kill, abort
