"""``select.select`` for what has no descriptor that the system knows: connections, and the pairs of ``pairs``. Imports ``waiting``."""

from __future__ import annotations

import errno
import os
import select
from itertools import count
from typing import Any, Protocol

import _lab
from pyodide.ffi import to_js

from ..exceptions import WaitsForEver
from ..scheduling import pending_signals, switching
from ..scheduling.waiting import Deliver, wait


class Readable(Protocol):
    """What ``select`` can wait for. It can always be written to."""

    #: The host's stream, or None.
    stream: Any
    #: Threads to be woken when it becomes readable by something that is done here.
    readers: list[switching.ThreadState]

    def is_readable(self) -> bool:
        """There is something to be read, if only the end."""
        ...


_FIRST = 1000
#: Numbers clear of those of files.
descriptors = count(_FIRST)
#: What is open, by descriptor.
opened: dict[int, Readable] = {}

_select = select.select


def wait_readable(things: list[Readable], timeout: float | None, deliver: Deliver = pending_signals.deliver) -> bool:
    """Wait until one is readable, at most ``timeout`` milliseconds; whether one is."""
    streams = [thing.stream for thing in things if thing.stream is not None]

    def pause(until: float | None) -> None:
        if not streams:
            return switching.park(until, "something to read")
        seconds = None if until is None else max(0.0, until - switching.now()) / 1000
        endless = _lab.wait(to_js(streams), seconds)
        if switching.possible:
            endless = switching.suspend()
        if endless is not None:
            raise WaitsForEver(endless)
        return None

    me = switching.current
    for thing in things:
        thing.readers.append(me)
    try:
        return wait(lambda: any(thing.is_readable() for thing in things), timeout, pause=pause, deliver=deliver)
    finally:
        for thing in things:
            thing.readers.remove(me)


def descriptor_of(thing) -> int:
    """The number of what has one, or is one."""
    return thing if isinstance(thing, int) else thing.fileno()


def is_open(descriptor: int) -> bool:
    """False for what the page has closed; the system knows its own."""
    return descriptor < _FIRST or descriptor in opened


def page_select(rlist, wlist, xlist, timeout=None, /):
    """As ``select.select``. What is the page's and what is the system's cannot be mixed."""
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
    pending_signals.deliver()  # what has come meanwhile without ending the wait
    # Who reads elsewhere may have closed it meanwhile
    readable = [thing for thing, descriptor in readers if descriptor not in opened or opened[descriptor].is_readable()]
    return readable, [thing for thing, _ in writers], []


def install() -> None:
    """Replace ``select.select``."""
    page_select.__name__ = page_select.__qualname__ = "select"
    select.select = page_select
