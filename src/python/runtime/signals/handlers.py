"""``signal.signal`` and ``getsignal``: the signal that polls send (``scheduling.preemption``) is not to be seen or taken by programs."""

from __future__ import annotations

import errno
import os
import signal

from ..scheduling import pending_signals, thread_state
from ..scheduling.preemption import POLL

#: What CPython sets when it starts: it has errors in place of SIGPIPE and SIGXFSZ.
_AT_START = {signal.SIGINT: signal.default_int_handler, signal.SIGPIPE: signal.SIG_IGN, signal.SIGXFSZ: signal.SIG_IGN}
_signal, _getsignal = signal.signal, signal.getsignal
#: What the program has set as the handler of that signal, which is never called.
_handler_of_poll = [signal.SIG_DFL]


def set_handler(signalnum, handler, /):
    """As ``signal.signal``."""
    if thread_state.current is not thread_state.main:
        raise ValueError("signal only works in main thread of the main interpreter")
    if signalnum in (signal.SIGKILL, signal.SIGSTOP):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    if signalnum == POLL:
        before, _handler_of_poll[0] = _handler_of_poll[0], handler
        return before
    return _signal(signalnum, handler)


def get_handler(signalnum, /):
    """As ``signal.getsignal``."""
    return _handler_of_poll[0] if signalnum == POLL else _getsignal(signalnum)


def install() -> None:
    """Replace them. To be called after ``preemption.install``."""
    set_handler.__name__ = set_handler.__qualname__ = "signal"
    get_handler.__name__ = get_handler.__qualname__ = "getsignal"
    signal.signal, signal.getsignal = set_handler, get_handler


def renew() -> None:
    """Handlers as at the start of Python."""
    _handler_of_poll[0] = signal.SIG_DFL
    pending_signals.wakeup = None
    for number in signal.valid_signals() - {POLL, signal.SIGKILL, signal.SIGSTOP}:
        usual = _AT_START.get(number, signal.SIG_DFL)
        if _getsignal(number) != usual and _getsignal(number) is not None:
            _signal(number, usual)
