"""Signals that a program sends to itself, with ``os.kill`` and its like: WebAssembly has none."""

from __future__ import annotations

import errno
import os
import signal
from typing import NoReturn

from ..scheduling import pending_signals, thread_state
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import wait
from ..threads import termination
from . import masks
from .actions import act

#: What ``si_code`` says of a signal: it was sent to the process, to a thread, or by the kernel.
SI_USER, SI_TKILL, SI_KERNEL = 0, -6, 128
_ALL = signal.valid_signals()
_kill = os.kill


def send(number: int, code: int = SI_USER, to: ThreadState | None = None) -> None:
    """A signal arrives, for one thread or for the process."""
    if masks.block(number, code, to):
        return
    # Whichever thread it interrupts, its handler is called in the main one
    interrupted = to or thread_state.main
    act(number, wakes=interrupted is thread_state.main and number not in interrupted.mask)


def raise_signal(signalnum, /):
    """As ``signal.raise_signal``, which sends it to the current thread."""
    _raise(signalnum, SI_TKILL, thread_state.current)


def _raise(signalnum, code: int, to: ThreadState | None) -> None:
    if signalnum not in _ALL:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    send(int(signalnum), code, to)
    pending_signals.deliver()


def kill(pid, signal, /):
    """As ``os.kill``. The process can reach no other than itself."""
    if pid not in (os.getpid(), 0) or signal == 0:
        return _kill(pid, signal)
    return _raise(signal, SI_USER, None)


def pthread_kill(thread_id, signalnum, /):
    """As ``signal.pthread_kill``: whatever thread it is sent to, its handler is called in the main thread."""
    found = next((state for state in thread_state.states.values() if state.ident == thread_id), None)
    if found is None:
        raise ProcessLookupError(errno.ESRCH, os.strerror(errno.ESRCH))
    if signalnum != 0:
        _raise(signalnum, SI_TKILL, found)


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
