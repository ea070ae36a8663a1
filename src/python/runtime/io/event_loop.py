"""asyncio's own event loop, as on other systems: it waits with ``select``. Pyodide's runs on the browser's, which cannot wait."""

from __future__ import annotations

import asyncio
import selectors
import signal
from asyncio import runners
from itertools import count
from typing import Any

from .. import _cpython
from ..scheduling import pending_signals, thread_state
from ..threads.local import local
from . import polling, selecting, socketpair


def _select_open(rlist, wlist, xlist, timeout):
    """Without what has been closed, which the ``epoll`` forgets that asyncio waits with on Linux."""
    return selecting.page_select(filter(selecting.is_open, rlist), filter(selecting.is_open, wlist), xlist, timeout)


_set_wakeup_fd = signal.set_wakeup_fd


def _set_page_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """As ``signal.set_wakeup_fd``."""
    if thread_state.current is not thread_state.main:
        raise ValueError("set_wakeup_fd only works in main thread of the main interpreter")
    before = pending_signals.wakeup.fileno() if pending_signals.wakeup is not None else -1
    end: Any = selecting.opened.get(fd)
    if fd != -1 and not isinstance(end, socketpair.SocketPairEnd):
        return _set_wakeup_fd(fd, warn_on_full_buffer=warn_on_full_buffer)
    pending_signals.wakeup = end
    return before


_numbers = count(1)


def _task_name() -> str:
    return f"Task-{next(_numbers)}"


def install() -> None:
    """To be called after ``threads.install``."""
    socketpair.install()
    polling.install()
    _cpython.use_select(selecting.page_select, polling.Poll)
    selectors.DefaultSelector = _cpython.default_selector(_select_open)
    signal.set_wakeup_fd = _set_page_wakeup_fd
    _cpython.use_usual_event_loops(local)
    _cpython.name_tasks(_task_name)
    asyncio.run = runners.run


def renew() -> None:
    """Begin a new program: tasks are named from the first number again."""
    global _numbers
    _numbers = count(1)
