"""``_thread.lock`` and ``_thread.RLock``, of which ``threading`` and ``queue`` build everything else.

As in CPython, the thread that releases a lock may take it again at once, unless another has waited for it for a millisecond.
"""

from __future__ import annotations

from collections import deque

from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.deadlines import milliseconds, now
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import Deliver, wait

#: After so many milliseconds a waiter is handed the lock when it is released; before, any thread may be faster.
_PATIENCE = 1


class _Waiter:
    __slots__ = ("state", "since", "granted")

    def __init__(self, state: ThreadState) -> None:
        self.state = state
        self.since = now()
        self.granted = False


class Mutex:
    """What both have in common: a thread holds it, others wait in line."""

    __slots__ = ("holder", "_line", "__weakref__")

    def __init__(self) -> None:
        self.holder: ThreadState | None = None
        self._line: deque[_Waiter] | None = None

    def _take(self, timeout: float | None, deliver: Deliver = pending_signals.deliver) -> bool:
        me = thread_state.current
        if timeout == 0:
            return False
        line = self._line = self._line or deque()
        waiter = _Waiter(me)
        line.append(waiter)

        def is_mine() -> bool:
            if self.holder is None:
                self.holder = me
                line.remove(waiter)
                return True
            return waiter.granted

        try:
            return wait(is_mine, timeout, self, deliver=deliver)
        finally:
            if waiter in line:
                line.remove(waiter)
                self._call_next()

    def _give(self) -> None:
        self.holder = None
        if self._line:
            self._call_next()

    def _call_next(self) -> None:
        line = self._line
        if self.holder is not None or not line:
            return
        first = line[0]
        if now() - first.since >= _PATIENCE:
            line.popleft()
            self.holder = first.state
            first.granted = True
        waits.unpark(first.state)

    def locked(self) -> bool:
        """Whether a thread holds it."""
        return self.holder is not None

    def _at_fork_reinit(self) -> None:
        self.holder = self._line = None


class lock(Mutex):
    """A lock that any thread may release."""

    __slots__ = ()

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, after a wait if need be; whether it has been taken."""
        duration = milliseconds(blocking, timeout) if timeout != -1 or not blocking else None
        if self.holder is None:
            self.holder = thread_state.current
            return True
        return self._take(duration)

    def release(self):
        """Let another thread take it."""
        if self.holder is None:
            raise RuntimeError("release unlocked lock")
        self._give()

    def __enter__(self):
        if self.holder is None:
            self.holder = thread_state.current
            return True
        return self._take(None)

    def __exit__(self, *_):
        self.release()

    acquire_lock = acquire
    release_lock = release
    locked_lock = Mutex.locked

    def __repr__(self) -> str:
        return f"<{'unlocked' if self.holder is None else 'locked'} _thread.lock object at {id(self):#x}>"


class RLock(Mutex):
    """A lock that its holder may take again, and must release as often."""

    __slots__ = ("_count",)

    def __init__(self, *_, **__) -> None:
        super().__init__()
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, after a wait if need be; whether it has been taken."""
        duration = milliseconds(blocking, timeout) if timeout != -1 or not blocking else None
        me = thread_state.current
        if self.holder is me:
            self._count += 1
            return True
        if self.holder is None:
            self.holder = me
        elif not self._take(duration):
            return False
        self._count = 1
        return True

    __enter__ = acquire

    def release(self):
        """Let another thread take it, once it has been released as often as taken."""
        if self.holder is not thread_state.current:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if self._count == 0:
            self._give()

    def __exit__(self, *_):
        self.release()

    # -- for threading.Condition

    def _is_owned(self) -> bool:
        return self.holder is thread_state.current

    def _recursion_count(self) -> int:
        return self._count if self.holder is thread_state.current else 0

    def _release_save(self):
        if self.holder is None:
            raise RuntimeError("cannot release un-acquired lock")
        saved = self._count, self.holder.ident
        self._count = 0
        self._give()
        return saved

    def _acquire_restore(self, saved) -> None:
        if self.holder is None:
            self.holder = thread_state.current
        else:
            self._take(None, deliver=None)
        self._count = saved[0]

    def _at_fork_reinit(self) -> None:
        super()._at_fork_reinit()
        self._count = 0

    def __repr__(self) -> str:
        state, owner = ("unlocked", 0) if self.holder is None else ("locked", self.holder.ident)
        return f"<{state} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>"


for _kind in (lock, RLock):
    _kind.__module__ = "_thread"
