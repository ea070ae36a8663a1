"""Signals that threads block wait until one lets them through, or takes them with ``sigwait``."""

from __future__ import annotations

import errno
import os
import signal
from operator import index

from .. import _cpython
from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.deadlines import seconds
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import Deliver, wait
from .actions import act

_NEVER_BLOCKED = {int(signal.SIGKILL), int(signal.SIGSTOP)}
_LARGEST = signal.NSIG - 1

#: Signals for the process that every thread blocks, with what ``si_code`` says of each.
_blocked: dict[int, int] = {}


class _Waiter:
    """A thread that waits for one of some signals."""

    def __init__(self, state: ThreadState, numbers: frozenset[int]) -> None:
        self.state = state
        self.numbers = numbers
        #: The signal that it has taken, 0 for none, and its ``si_code``.
        self.number = self.code = 0

    def take(self, number: int, code: int) -> None:
        self.number, self.code = number, code
        waits.unpark(self.state)

    def info(self):
        """As ``siginfo_t`` has it; None if no signal was taken."""
        if self.number == 0:
            return None
        sender = (os.getpid(), os.getuid()) if self.code <= 0 else (0, 0)
        return signal.struct_siginfo((self.number, self.code, 0, *sender, 0, 0))


_waiters: list[_Waiter] = []


def block(number: int, code: int, to: ThreadState | None) -> bool:
    """Whether a signal for one thread, or for the process, is taken by a waiter or waits, as whoever could handle it blocks it."""
    if number in _NEVER_BLOCKED:
        return False
    receivers = list(thread_state.states.values()) if to is None else [to]
    for waiter in _waiters:
        if number in waiter.numbers and waiter.number == 0 and waiter.state in receivers:
            waiter.take(number, code)
            return True
    if any(number not in state.mask for state in receivers):
        return False
    (_blocked if to is None else to.blocked).setdefault(number, code)
    return True


def pthread_sigmask(how, mask, /):
    """As ``_signal.pthread_sigmask``."""
    me, wanted = thread_state.current, _numbers(mask)
    before = me.mask
    if how == signal.SIG_BLOCK:
        me.mask |= wanted
    elif how == signal.SIG_UNBLOCK:
        me.mask -= wanted
    elif how == signal.SIG_SETMASK:
        me.mask = wanted
    else:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    me.mask -= _NEVER_BLOCKED
    for blocked in me.blocked, _blocked:
        for number in sorted(blocked.keys() - me.mask):
            del blocked[number]
            act(number, wakes=False)
    pending_signals.deliver()
    return set(before)


def sigpending():
    """As ``_signal.sigpending``."""
    return {*thread_state.current.blocked, *_blocked}


def sigwait(sigset, /):
    """As ``_signal.sigwait``: handlers of other signals are called after it."""
    return _wait(sigset, None, pending_signals.deliver_interrupt).number


def sigwaitinfo(sigset, /):
    """As ``signal.sigwaitinfo``."""
    return _wait(sigset, None).info()


def sigtimedwait(sigset, timeout, /):
    """As ``signal.sigtimedwait``."""
    duration = seconds(timeout)
    if duration < 0:
        raise ValueError("timeout must be non-negative")
    return _wait(sigset, duration * 1000).info()


def _wait(sigset, timeout: float | None, deliver: Deliver = pending_signals.deliver) -> _Waiter:
    """Take a signal that is blocked, or that comes within so many milliseconds."""
    me, numbers = thread_state.current, _numbers(sigset)
    waiter = _Waiter(me, numbers)
    for blocked in me.blocked, _blocked:
        if found := blocked.keys() & numbers:
            waiter.take(min(found), blocked.pop(min(found)))
            return waiter
    _waiters.append(waiter)
    try:
        wait(lambda: waiter.number != 0, timeout, "a signal", deliver=deliver)
    finally:
        _waiters.remove(waiter)
    return waiter


def _numbers(sigset) -> frozenset[int]:
    numbers = frozenset(map(index, sigset))
    for number in numbers:
        if not 0 < number <= _LARGEST:
            raise ValueError(f"signal number {number} out of range [1; {_LARGEST}]")
    return numbers


def install() -> None:
    """Replace them in ``_signal`` and ``signal``."""
    _cpython.replace_in_signal(pthread_sigmask, sigpending, sigwait)
    for function in sigwaitinfo, sigtimedwait:
        function.__module__ = "signal"
        setattr(signal, function.__name__, function)


def renew() -> None:
    """Begin a new program: nothing is blocked."""
    _blocked.clear()
    _waiters.clear()
