"""``select.select`` for what the system has no descriptor of: connections to the page's server, and socket pairs."""

from __future__ import annotations

import errno
import os
import select
from itertools import count
from typing import Any, Protocol

from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.thread_state import ThreadState
from ..scheduling.waiting import Deliver, wait


class Readable(Protocol):
    """What ``select`` can wait for. It can always be written to."""

    #: The host's stream that bytes come from; None if other threads write them.
    stream: Any
    #: Threads that wait until it is readable: whoever makes it so unparks them.
    readers: list[ThreadState]

    def is_readable(self) -> bool:
        """There is something to be read, if only the end."""
        ...


_FIRST = 1000
#: Descriptors of the page's own: the system's are smaller.
descriptors = count(_FIRST)
#: What is open, by descriptor.
opened: dict[int, Readable] = {}

_select = select.select


def wait_readable(things: list[Readable], timeout: float | None, deliver: Deliver = pending_signals.deliver) -> bool:
    """Wait until one is readable, at most ``timeout`` milliseconds; whether one is."""
    streams = [thing.stream for thing in things if thing.stream is not None]

    def pause(until: float | None) -> None:
        if streams:
            waits.read(streams, until)
        else:
            waits.park(until, "something to read")

    me = thread_state.current
    for thing in things:
        thing.readers.append(me)
    try:
        return wait(lambda: any(thing.is_readable() for thing in things), timeout, pause=pause, deliver=deliver)
    finally:
        for thing in things:
            thing.readers.remove(me)


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
    if not writers:
        wait_readable([opened[descriptor] for _, descriptor in readers], None if timeout is None else timeout * 1000)
    pending_signals.deliver()  # what has come since the wait was over
    # Another thread may have closed one during the wait
    readable = [thing for thing, descriptor in readers if descriptor not in opened or opened[descriptor].is_readable()]
    return readable, [thing for thing, _ in writers], []


def install() -> None:
    """Replace ``select.select``."""
    page_select.__name__ = page_select.__qualname__ = "select"
    select.select = page_select
