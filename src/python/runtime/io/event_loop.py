"""asyncio as CPython has it, in place of Pyodide's: an event loop that waits with ``select``.

Imports ``interrupts``, ``locals``, ``pairs``, ``polling``, ``selecting``, ``switching``.
"""

from __future__ import annotations

import asyncio
import selectors
import signal
from asyncio import events, runners
from typing import Any

from ..scheduling import pending_signals, switching
from ..threads.local import local
from . import polling, selecting, socketpair


class _Local(local):
    _loop = None


class PageSelector(selectors.SelectSelector):
    """Forgets what has been closed, as the ``epoll`` does that asyncio waits with on Linux."""

    def _select(self, r, w, _, timeout=None):
        return selecting.page_select(filter(selecting.is_open, r), filter(selecting.is_open, w), (), timeout)


_set_wakeup_fd = signal.set_wakeup_fd


def _set_page_wakeup_fd(fd, /, *, warn_on_full_buffer=True):
    """As ``signal.set_wakeup_fd``."""
    if switching.current is not switching.main:
        raise ValueError("set_wakeup_fd only works in main thread of the main interpreter")
    before = pending_signals.wakeup.fileno() if pending_signals.wakeup is not None else -1
    end: Any = selecting.opened.get(fd)
    if fd != -1 and not isinstance(end, socketpair.PairEnd):
        return _set_wakeup_fd(fd, warn_on_full_buffer=warn_on_full_buffer)
    pending_signals.wakeup = end
    return before


def install() -> None:
    """Once, after locks and threads."""
    socketpair.install()
    polling.install()
    selectors.SelectSelector._select = staticmethod(selecting.page_select)  # type: ignore[attr-defined]
    if hasattr(selectors, "PollSelector"):
        selectors.PollSelector._selector_cls = polling.Poll  # type: ignore[attr-defined]
    selectors.DefaultSelector = PageSelector
    signal.set_wakeup_fd = _set_page_wakeup_fd
    events._BaseDefaultEventLoopPolicy._Local = _Local  # type: ignore[attr-defined]
    events._event_loop_policy = None  # type: ignore[attr-defined]
    asyncio.run = runners.run
