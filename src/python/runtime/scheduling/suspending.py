"""Waits where WebAssembly can be suspended (JSPI): others run meanwhile, other threads and the server's sessions."""

from __future__ import annotations

from typing import Any

import _scheduler
from pyodide.ffi import can_run_sync

from . import collector, thread_state


class Suspending:
    """See ``waits.Waits``: the host is told what the thread waits for, and then the thread's stack is put aside until that has come."""

    def park(self, until: float | None) -> None:
        _check()
        _scheduler.park(until)
        _suspend()

    def ready(self, readers: Any, writers: Any, until: float | None) -> None:
        _check()
        _scheduler.ready(readers, writers, until)
        _suspend()

    def can_yield(self) -> bool:
        return not collector.collecting and can_run_sync()

    def yield_now(self) -> None:
        _scheduler.yield_now()
        _suspend()

    def check_room(self) -> None:
        if not _scheduler.has_room():
            raise RuntimeError("can't start new thread")


def _check() -> None:
    if collector.collecting or not can_run_sync():
        raise RuntimeError(f"cannot wait {'while garbage is collected' if collector.collecting else 'inside a call from JavaScript'}")


def _suspend() -> None:
    # Of the system calls that Pyodide can suspend, polling no descriptors is the one without an effect (src/python/host/threads.ts)
    thread_state.current.poll.poll(0)
    _scheduler.answer()
