"""Who waits for what, when nobody can go on. Imports ``switching``, ``locks``, ``queues``, ``threads``."""

from __future__ import annotations

from ..scheduling import switching
from .locks import _Mutex
from .simple_queue import SimpleQueue
from ..scheduling.switching import ThreadState
from .handles import ThreadHandle


def explain() -> str | None:
    """Which threads wait for each other, or for nothing that will come; None if none does."""
    sentences = [f"{_name(state)} waits {what}" for state in switching.states.values() if (what := _awaited(state)) is not None]
    if not sentences:
        return None
    return f"{', '.join(sentences)}, and nobody else can run who would end the wait. With CPython it would hang here."


def give_up(text: str) -> None:
    """The main thread is not to wait any longer."""
    switching.main.hopeless = text
    switching.unpark(switching.main)


def _name(state: ThreadState) -> str:
    name = switching.thread_name(state)
    return "the main thread" if name is None else f"thread {name}"


def _awaited(state: ThreadState) -> str | None:
    if state.place is None or state.place[0] == switching.IDLE:
        return None
    what, (function, line) = state.awaits, state.place
    where = f" (line {line})" if line is not None else ""
    if isinstance(what, ThreadHandle):
        return f"for the end of {_name(what._state)}{where}" if what._state is not None else None
    if function is not None:
        return f"in {function}{where}"
    if isinstance(what, SimpleQueue):
        return f"in SimpleQueue.get{where}"
    if isinstance(what, _Mutex):
        return f"for a lock that {_holder(state, what)}{where}"
    return f"for {what}{where}"


def _holder(waiting: ThreadState, lock: _Mutex) -> str:
    holder = lock.holder
    if holder is None:
        return "is free"
    if holder is waiting:
        return "it holds itself"
    if holder.number not in switching.states:
        return "a thread held when it ended"
    return f"{_name(holder)} holds"
