"""What a signal does that no thread blocks."""

from __future__ import annotations

import signal

from ..scheduling import pending_signals
from ..threads import termination
from .handlers import get_handler

#: Signals whose default action does not terminate the process. The first four would stop it, and nobody is there to continue it.
_NOT_TERMINATING = {
    *(signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
    *(signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH),
}


def act(number: int, wakes: bool) -> None:
    """Its handler will be called in the main thread, or its default action is taken. ``wakes`` is as for ``arrive``."""
    handler = get_handler(number)
    if callable(handler):
        pending_signals.arrive(number, wakes)
    elif handler != signal.SIG_IGN and number not in _NOT_TERMINATING:
        termination.exit_process(128 + number)
