"""``select.select`` for connections: they have no descriptors that the system knows. May import ``transport``."""

from __future__ import annotations

import select

from .transport import streams, wait

_select = select.select


def _descriptor(thing) -> int:
    return thing if isinstance(thing, int) else thing.fileno()


def page_select(rlist, wlist, xlist, timeout=None, /):
    """As ``select.select``; a connection can always be written to. Connections and files cannot be mixed."""
    readers = {_descriptor(thing): thing for thing in rlist}
    writers = {_descriptor(thing): thing for thing in wlist}
    if any(descriptor not in streams for descriptor in (*readers, *writers)) or not (readers or writers):
        return _select(rlist, wlist, xlist, timeout)
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    if not writers:
        wait([streams[descriptor] for descriptor in readers], timeout)
    readable = [thing for descriptor, thing in readers.items() if streams[descriptor].readable()]
    return readable, list(writers.values()), []


def install() -> None:
    """Replace ``select.select``."""
    page_select.__name__ = page_select.__qualname__ = "select"
    select.select = page_select
