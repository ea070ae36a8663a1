"""Which threads wait for which, when none can go on."""

from __future__ import annotations

from ..scheduling import thread_state, waits
from ..scheduling.place import IDLE
from ..scheduling.thread_state import ThreadState
from .handles import ThreadHandle
from .locks import Mutex
from .simple_queue import SimpleQueue


def explain() -> str | None:
    """A sentence on each thread that waits with no timeout; None if there is none."""
    sentences = [f"{_name(state)} waits {what}" for state in thread_state.states.values() if (what := _awaited(state)) is not None]
    if not sentences:
        return None
    return f"{', '.join(sentences)}, and nobody else can run who would end the wait. With CPython it would hang here."


def give_up(text: str) -> None:
    """End the main thread's wait with WaitsForEver."""
    thread_state.main.deadlock = text
    waits.unpark(thread_state.main)


def _name(state: ThreadState) -> str:
    name = state.name()
    return "the main thread" if name is None else f"thread {name}"


def _awaited(state: ThreadState) -> str | None:
    if state.place is None or state.place is IDLE:
        return None
    what, (function, line) = state.awaits, state.place
    where = f" (line {line})" if line is not None else ""
    if isinstance(what, ThreadHandle):
        return f"for the end of {_name(what._state)}{where}" if what._state is not None else None
    if function is not None:
        return f"in {function}{where}"
    if isinstance(what, SimpleQueue):
        return f"in SimpleQueue.get{where}"
    if isinstance(what, Mutex):
        return f"for a lock that {_holder(state, what)}{where}"
    return f"for {what}{where}"


def _holder(waiting: ThreadState, lock: Mutex) -> str:
    holder = lock.holder
    if holder is None:
        return "is free"
    if holder is waiting:
        return "it holds itself"
    if holder.number not in thread_state.states:
        return "a thread held when it ended"
    return f"{_name(holder)} holds"
