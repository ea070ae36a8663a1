"""``select.select`` for what the system has no descriptor of: connections to the page's server, and socket pairs."""

from __future__ import annotations

import errno
import os
import select
from collections.abc import Collection
from itertools import count
from typing import Any, Protocol

from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import wait


class Waitable(Protocol):
    """What ``select`` can wait for."""

    #: The host's stream; None if other threads write and read at the other end.
    stream: Any
    #: Threads that wait until it is ready: whoever makes it so unparks them.
    waiting: list[ThreadState]
    #: When on ``now()`` it becomes ready by itself; None if it does not.
    due: float | None

    def is_readable(self) -> bool:
        """There is something to be read, if only the end."""
        ...

    def is_writable(self) -> bool:
        """It takes bytes, or says why not."""
        ...

    def close(self) -> None:
        """Closing twice is harmless."""
        ...


_FIRST = 1000
#: What is open, by descriptor: numbers of the page's own, as the system's are smaller.
opened: dict[int, Waitable] = {}

_select = select.select


def new_descriptor() -> int:
    """The least that is free, as a system gives it: it does not depend on what other programs have opened."""
    return next(number for number in count(_FIRST) if number not in opened)


def renew() -> None:
    """Close what the last program has left open, as the end of a process does."""
    for thing in list(opened.values()):
        thing.close()


def wait_ready(readers: Collection[Waitable], writers: Collection[Waitable], timeout: float | None) -> bool:
    """Wait until one of ``readers`` is readable or one of ``writers`` writable, at most ``timeout`` milliseconds; whether one is."""
    things = [*readers, *writers]
    sources, sinks = ([thing.stream for thing in ends if thing.stream is not None] for ends in (readers, writers))
    dues = [thing.due for thing in things if thing.due is not None]

    def is_ready() -> bool:
        return any(thing.is_readable() for thing in readers) or any(thing.is_writable() for thing in writers)

    def pause(until: float | None) -> None:
        until = min(dues if until is None else [until, *dues], default=None)
        if sources or sinks:
            waits.ready(sources, sinks, until)
        else:
            waits.park(until, "something to read")

    me = thread_state.current
    for thing in things:
        thing.waiting.append(me)
    try:
        return wait(is_ready, timeout, pause=pause)
    finally:
        for thing in things:
            thing.waiting.remove(me)


def descriptor_of(thing) -> int:
    """As C's ``PyObject_AsFileDescriptor``."""
    return thing if isinstance(thing, int) else thing.fileno()


def is_open(descriptor: int) -> bool:
    """False for one of the page's that has been closed; the system knows its own."""
    return descriptor < _FIRST or descriptor in opened


def page_select(rlist, wlist, xlist, timeout=None, /):
    """As ``select.select``. Descriptors of the page and of the system cannot be mixed."""
    readers = [(thing, descriptor_of(thing)) for thing in rlist]
    writers = [(thing, descriptor_of(thing)) for thing in wlist]
    if any(descriptor >= _FIRST and descriptor not in opened for _, descriptor in (*readers, *writers)):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if any(descriptor not in opened for _, descriptor in (*readers, *writers)):
        return _select(rlist, wlist, xlist, timeout)
    if timeout is not None and not isinstance(timeout, (int, float)):
        raise TypeError("timeout must be a float or None")
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    wait_ready(
        [opened[descriptor] for _, descriptor in readers],
        [opened[descriptor] for _, descriptor in writers],
        None if timeout is None else timeout * 1000,
    )
    pending_signals.deliver()  # what has come since the wait was over
    # Another thread may have closed one during the wait
    readable = [thing for thing, descriptor in readers if descriptor not in opened or opened[descriptor].is_readable()]
    writable = [thing for thing, descriptor in writers if descriptor not in opened or opened[descriptor].is_writable()]
    return readable, writable, []


def install() -> None:
    """Replace ``select.select``."""
    page_select.__name__ = page_select.__qualname__ = "select"
    select.select = page_select
