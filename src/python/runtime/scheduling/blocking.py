"""Waits where WebAssembly cannot be suspended: there is one thread, and the whole worker waits with it."""

from __future__ import annotations

from typing import Any

import _scheduler


class Blocking:
    """See ``waits.Waits``: the host returns when what the thread waits for has come."""

    def park(self, until: float | None) -> None:
        _scheduler.park(until)

    def ready(self, readers: Any, writers: Any, until: float | None) -> None:
        _scheduler.ready(readers, writers, until)

    def can_yield(self) -> bool:
        return True

    def yield_now(self) -> None:
        _scheduler.yield_now()

    def check_room(self) -> None:
        raise RuntimeError("can't start new thread: this browser cannot suspend WebAssembly (JSPI); Chrome, Edge and Firefox can")
