"""``socket.socketpair``: two connected ends within this process. asyncio wakes its event loop through one."""

from __future__ import annotations

import errno
import os
import socket

from ..scheduling import waits
from ..scheduling.thread_state import ThreadState
from . import selecting


class SocketPairEnd:
    """One end: as much of a socket as can be had without a system."""

    stream = None
    due: float | None = None
    family, type, proto = getattr(socket, "AF_UNIX", 1), socket.SOCK_STREAM, 0

    def __init__(self) -> None:
        self.waiting: list[ThreadState] = []
        self._peer: SocketPairEnd | None = None
        self._arrived = bytearray()
        self._timeout: float | None = None
        self._descriptor = selecting.new_descriptor()
        selecting.opened[self._descriptor] = self

    def join(self, peer: SocketPairEnd) -> None:
        """What is sent here arrives there."""
        self._peer = peer

    def is_readable(self) -> bool:
        """``recv`` would not wait."""
        return bool(self._arrived) or self._peer is None or self._descriptor < 0

    def is_writable(self) -> bool:
        """``send`` never waits."""
        return True

    def recv(self, size: int, _flags: int = 0) -> bytes:
        """Up to ``size`` bytes; ``b''`` once the other end is closed."""
        self._check()
        if not self.is_readable():
            if self._timeout == 0:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
            if not selecting.wait_ready([self], [], None if self._timeout is None else self._timeout * 1000):
                raise TimeoutError("timed out")
            self._check()
        data = bytes(self._arrived[:size])
        del self._arrived[:size]
        return data

    def send(self, data, _flags: int = 0) -> int:
        """Never waits."""
        self._check()
        if self._peer is None:
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
        self._peer._arrived += data
        self._peer._wake()
        return len(data)

    def sendall(self, data, _flags: int = 0) -> None:
        """Never waits."""
        self.send(data)

    def close(self) -> None:
        """Closing twice is harmless."""
        if self._descriptor < 0:
            return
        del selecting.opened[self._descriptor]
        self._descriptor = -1
        peer, self._peer = self._peer, None
        self._wake()
        if peer is not None:
            peer._peer = None
            peer._wake()

    def fileno(self) -> int:
        """A number of its own; -1 once closed."""
        return self._descriptor

    def setblocking(self, flag: bool) -> None:
        """Whether ``recv`` waits."""
        self._timeout = None if flag else 0

    def getblocking(self) -> bool:
        """Whether ``recv`` waits."""
        return self._timeout != 0

    def settimeout(self, seconds: float | None) -> None:
        """How long ``recv`` waits; None is for ever."""
        self._timeout = seconds

    def gettimeout(self) -> float | None:
        """How long ``recv`` waits."""
        return self._timeout

    def __enter__(self) -> SocketPairEnd:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def _check(self) -> None:
        if self._descriptor < 0:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def _wake(self) -> None:
        for state in self.waiting:
            waits.unpark(state)


def socketpair(family=None, type=socket.SOCK_STREAM, proto=0):
    """As ``socket.socketpair``."""
    ends = SocketPairEnd(), SocketPairEnd()
    ends[0].join(ends[1])
    ends[1].join(ends[0])
    return ends


def install() -> None:
    """Replace ``socket.socketpair``."""
    socket.socketpair = socketpair
