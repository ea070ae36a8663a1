"""``_queue.SimpleQueue``."""

from __future__ import annotations

from collections import deque
from types import GenericAlias

import _queue

from ..scheduling import thread_state, waits
from ..scheduling.deadlines import seconds
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import wait


class SimpleQueue:
    """An unbounded queue."""

    __slots__ = ("_items", "_line", "__weakref__")

    def __init__(self) -> None:
        self._items: deque = deque()
        self._line: deque[ThreadState] = deque()

    def put(self, item, block=True, timeout=None) -> None:
        """Add an item; never waits."""
        self._items.append(item)
        if self._line:
            waits.unpark(self._line[0])

    def put_nowait(self, item) -> None:
        """Add an item."""
        self.put(item)

    def get(self, block=True, timeout=None):
        """Take the first item, after a wait if need be; raises Empty if that would be too long."""
        duration = None if block else 0.0
        if block and timeout is not None:
            duration = seconds(timeout) * 1000
            if duration < 0:
                raise ValueError("'timeout' must be a non-negative number")
        if not self._items:
            me = thread_state.current
            self._line.append(me)
            try:
                if duration == 0 or not wait(lambda: bool(self._items), duration, self):
                    raise _queue.Empty
            finally:
                self._line.remove(me)
                if self._items and self._line:
                    waits.unpark(self._line[0])
        return self._items.popleft()

    def get_nowait(self):
        """Take the first item; raises Empty if there is none."""
        return self.get(block=False)

    def empty(self) -> bool:
        """Whether there is nothing in it, just now."""
        return not self._items

    def qsize(self) -> int:
        """How many items are in it, just now."""
        return len(self._items)

    __class_getitem__ = classmethod(GenericAlias)


SimpleQueue.__module__ = "_queue"
