"""What is known of each thread, as in CPython's ``PyThreadState``, and which one runs."""

from __future__ import annotations

import select
from typing import Any
from weakref import WeakValueDictionary

from .. import _cpython
from .deadlines import now
from .place import Place

_poll = select.poll


class ThreadState:
    """A thread, from its start to its end."""

    __slots__ = (
        *("number", "ident", "locals", "poll"),
        *("interrupted", "pending", "held", "mask", "blocked", "exiting", "deadlock"),
        *("awaits", "place"),
        *("traced_code", "traced_call", "traced_connection", "traced_line"),
        *("cpu_time", "running_since"),
        "__weakref__",
    )

    def __init__(self, number: int, ident: int) -> None:
        self.number = number
        self.ident = ident
        #: Objects in which it has thread-local attributes.
        self.locals: WeakValueDictionary[int, Any] = WeakValueDictionary()
        #: With no descriptors in it: polling it is what suspends the thread (see ``suspending``).
        self.poll = _poll()
        #: KeyboardInterrupt is to be raised in it.
        self.interrupted = False
        #: Signals whose handlers are to be called in it. Only the main thread has any.
        self.pending: set[int] = set()
        #: How many calls of the driver, one inside the other, hold back what is pending.
        self.held = 0
        #: Signals that it blocks, and those of them that have been sent to it, with the ``si_code`` of each.
        self.mask: frozenset[int] = frozenset()
        self.blocked: dict[int, int] = {}
        #: The process exits, and this thread executes nothing any more.
        self.exiting = False
        #: Why what it waits for cannot come; to be raised.
        self.deadlock: str | None = None
        #: What it waits for, while it waits with no timeout, and where it does so.
        self.awaits: Any = None
        self.place: Place | None = None
        #: The driver's function that the tracer has reported and that has not returned yet, and the number of that call.
        self.traced_code: Any = None
        self.traced_call = 0
        #: The connection that it uses, and the program's line.
        self.traced_connection: Any = None
        self.traced_line = 0
        #: Milliseconds on the processor before ``running_since``.
        self.cpu_time = 0.0
        self.running_since = now()

    def name(self) -> str | None:
        """As ``Thread.name``; None for the main thread."""
        if self is main:
            return None
        thread = _cpython.thread_with_ident(self.ident)
        return f"thread {self.number}" if thread is None else thread.name


#: The main thread of the program that runs, and the thread that runs.
main = current = ThreadState(0, 0)
#: Threads that have been started and have not ended, by number.
states: dict[int, ThreadState] = {0: main}


def renew(ident: int) -> None:
    """Begin a new program, with a new main thread."""
    global main, current
    main = current = states[0] = ThreadState(0, ident)
