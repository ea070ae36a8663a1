"""Threads that share a connection take turns on it."""

from __future__ import annotations

from _thread import RLock
from typing import Any

from .._extension import signals


class Turn:
    """A context: the connection is this thread's, others wait, and so do signals."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = RLock()

    def __enter__(self) -> None:
        signals.hold()
        self._lock.acquire()

    def __exit__(self, *_: Any) -> None:
        self._lock.release()
        signals.release()

    def is_mine(self) -> bool:
        """Whether it is the current thread's."""
        return self._lock._is_owned()  # type: ignore[attr-defined]
