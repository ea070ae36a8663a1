"""Threads that share a connection take turns on it. Imports nothing of the package."""

from __future__ import annotations

from _thread import RLock
from typing import TYPE_CHECKING, Any

from ._transport import Interruption

if TYPE_CHECKING:
    from ._pq import PGconn


class Turn:
    """A context: the connection is this thread's, and others wait.

    Ctrl+C is waited with until the end, for a C driver returns to Python, and Python raises, only when the statement is over.
    """

    __slots__ = ("_lock", "_depth", "pq")

    def __init__(self) -> None:
        self._lock = RLock()
        self._depth = 0
        self.pq: PGconn | None = None  # once there is one

    def __enter__(self) -> None:
        self._lock.acquire()
        self._depth += 1

    def __exit__(self, *_: Any) -> None:
        self._depth -= 1
        interrupt = self.pq.take_interrupt() if self.pq is not None and self._depth == 0 else None
        self._lock.release()
        if isinstance(interrupt, Interruption):
            interrupt.handle()
        elif interrupt is not None:
            raise interrupt
