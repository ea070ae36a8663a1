"""``_thread._ThreadHandle``: what is known of a thread from outside, whether it has ended, and who waits for that."""

from __future__ import annotations

from .. import unraisable
from ..exceptions import ProcessExit, WaitsForEver
from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.deadlines import seconds
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import wait

#: Handles of threads that are not daemons: the program waits for them at its end.
awaited: set[ThreadHandle] = set()


class ThreadHandle:
    """Knows whether a thread has ended, and waits for that."""

    __slots__ = ("_state", "_ident", "_done", "_joining", "__weakref__")

    def __init__(self) -> None:
        self._state: ThreadState | None = None
        self._ident = 0
        self._done = False
        self._joining: list[ThreadState] = []

    @property
    def ident(self) -> int:
        return self._ident

    def is_done(self) -> bool:
        """Whether the thread has ended."""
        return self._done

    def _set_done(self) -> None:
        if not self._ident:
            raise RuntimeError("thread not started")
        self._done = True
        awaited.discard(self)
        for state in self._joining:
            waits.unpark(state)

    def join(self, timeout=None) -> None:
        """Wait for its end, at most so many seconds; a negative number is for ever."""
        duration = None if timeout is None else seconds(timeout)
        if not self._ident:
            raise RuntimeError("thread not started")
        if self._done:
            return
        me = thread_state.current
        if self._ident == me.ident:
            raise RuntimeError("Cannot join current thread")
        self._joining.append(me)
        try:
            wait(self.is_done, None if duration is None or duration < 0 else duration * 1000, self)
        finally:
            self._joining.remove(me)

    def __repr__(self) -> str:
        return f"<_thread._ThreadHandle object: ident={self._ident}>"


ThreadHandle.__module__, ThreadHandle.__qualname__, ThreadHandle.__name__ = "_thread", "_ThreadHandle", "_ThreadHandle"


def make_thread_handle(ident):
    """The handle of a thread that runs already."""
    if not isinstance(ident, int):
        raise TypeError("ident must be an integer")
    handle = ThreadHandle()
    handle._ident = ident
    return handle


def shutdown() -> None:
    """Wait for all threads that are not daemons. An interrupt makes CPython give up; here every thread has got it, and may clean up."""
    while True:
        handle = next((handle for handle in awaited if handle._ident != thread_state.current.ident), None)
        if handle is None:
            return
        try:
            handle.join()
        except (ProcessExit, WaitsForEver):
            raise
        except BaseException as error:
            unraisable.report(error, "Exception ignored while joining a thread in _thread._shutdown()")
            if not pending_signals.is_shared(error):
                return
