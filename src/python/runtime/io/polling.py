"""``select.poll`` for what ``selecting`` can wait for."""

from __future__ import annotations

import select

from ..scheduling.deadlines import seconds
from . import selecting

_EVERYTHING = select.POLLIN | select.POLLPRI | select.POLLOUT


class Poll:
    """As the object that ``select.poll()`` returns."""

    def __init__(self) -> None:
        self._masks: dict[int, int] = {}

    def register(self, fd, eventmask=_EVERYTHING, /) -> None:
        """Watch for the events of ``eventmask``."""
        self._masks[selecting.descriptor_of(fd)] = eventmask

    def modify(self, fd, eventmask, /) -> None:
        """Watch for other events."""
        descriptor = selecting.descriptor_of(fd)
        if descriptor not in self._masks:
            raise FileNotFoundError(2, "No such file or directory")
        self._masks[descriptor] = eventmask

    def unregister(self, fd, /) -> None:
        """Do not watch it any more."""
        del self._masks[selecting.descriptor_of(fd)]

    def poll(self, timeout=None, /) -> list[tuple[int, int]]:
        """Wait until there is an event, at most ``timeout`` milliseconds; a negative number is for ever."""
        duration = None if timeout is None or seconds(timeout) < 0 else seconds(timeout)
        if selecting.opened.keys() >= self._masks.keys():
            readers = [selecting.opened[fd] for fd, mask in self._masks.items() if mask & select.POLLIN]
            writers = [selecting.opened[fd] for fd, mask in self._masks.items() if mask & select.POLLOUT]
            selecting.wait_ready(readers, writers, duration)
        events = [(fd, self._events(fd, mask)) for fd, mask in self._masks.items()]
        return [(fd, event) for fd, event in events if event]

    def _events(self, fd: int, mask: int) -> int:
        thing = selecting.opened.get(fd)
        if thing is None:
            return select.POLLNVAL
        return mask & ((select.POLLIN if thing.is_readable() else 0) | (select.POLLOUT if thing.is_writable() else 0))


def poll():
    """As ``select.poll``."""
    return Poll()


def install() -> None:
    """Replace ``select.poll``."""
    Poll.__module__, Poll.__qualname__, Poll.__name__ = "select", "poll", "poll"
    select.poll = poll
