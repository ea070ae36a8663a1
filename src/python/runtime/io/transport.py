"""psycopg2's transport in the page: streams of the host to the PostgreSQL server in the same worker."""

from __future__ import annotations

import errno
import os
import socket

import _host
from pyodide.ffi import to_js

from ..scheduling import pending_signals, thread_state, waits
from ..scheduling.deadlines import after, now
from ..scheduling.thread_state import ThreadState
from . import selecting

#: A kernel tries so long to reach a host that does not answer: a packet, and six more, each after twice as long as the one before.
_PATIENCE_MS = 127_000.0
#: As Linux puts them.
_TEXTS = {errno.ECONNREFUSED: "Connection refused", errno.ETIMEDOUT: "Connection timed out"}


class PageTransport:
    """A ``psycopg2._libpq.transport.Transport`` over a stream of the host."""

    due: float | None = None

    def __init__(self, stream) -> None:
        self.stream = stream
        self.waiting: list[ThreadState] = []
        self._descriptor = selecting.new_descriptor()
        selecting.opened[self._descriptor] = self

    def send(self, data: bytes) -> None:
        """Hand over all of ``data``; the server works on it at once. An interrupted thread's statement is cancelled as it begins."""
        self.stream.send(to_js(data), thread_state.current.interrupted)
        waits.end_if_due()

    def offer(self, data: memoryview) -> int:
        """Hand over as much of ``data`` as there is room for; how many bytes that were."""
        room = self.stream.room(len(data))
        if room:
            self.send(bytes(data[:room]))
        return room

    def wait(self) -> bool:
        """Wait until there is room for what is to be sent, or something to be received; whether it is the latter."""
        selecting.wait_ready([self], [self], None)
        return self.is_readable()

    def receive(self) -> bytes:
        """Wait for bytes; ``b''`` is the end of the stream."""
        selecting.wait_ready([self], [], None)
        data = self.stream.receive() if self._descriptor >= 0 else None
        return b"" if data is None else data.to_bytes()

    def is_readable(self) -> bool:
        """``receive`` would not wait."""
        return self._descriptor < 0 or self.stream.readable()

    def readable(self, timeout: float | None) -> bool:
        """Wait at most ``timeout`` seconds (None: for ever) until ``receive`` would not wait."""
        return selecting.wait_ready([self], [], None if timeout is None else max(0.0, timeout) * 1000)

    def is_writable(self) -> bool:
        """There is room for a good deal."""
        return self._descriptor < 0 or self.stream.writable()

    def writable(self, timeout: float | None) -> bool:
        """It is connected from the start."""
        return True

    def refused(self) -> OSError | None:
        """It is not."""
        return None

    def fileno(self) -> int:
        """A descriptor of the page's own, which files of the system do not have; -1 once closed."""
        return self._descriptor

    def close(self) -> None:
        """End the stream. Closing twice is harmless."""
        if self._descriptor >= 0:
            del selecting.opened[self._descriptor]
            self._descriptor = -1
            if self.stream is not None:
                self.stream.close()
            for state in self.waiting:
                waits.unpark(state)


class Unconnected(PageTransport):
    """A stream to where nobody is: the kernel says so at once, or after it has tried long enough."""

    def __init__(self, number: int) -> None:
        super().__init__(None)
        self._error = OSError(number, _TEXTS[number])
        self._known = now() + (_PATIENCE_MS if number == errno.ETIMEDOUT else 0)
        self.due = self._known

    def offer(self, data: memoryview) -> int:
        """There is nowhere to send it to yet."""
        return 0

    def is_readable(self) -> bool:
        """There is nothing but an error to be had."""
        return self.is_writable()

    def is_writable(self) -> bool:
        """Whether it is known that there is no connection."""
        return self._descriptor < 0 or now() >= self._known

    def writable(self, timeout: float | None) -> bool:
        """Wait to know. It may take so long that the program is to be stopped meanwhile, whatever else is held back."""
        until = self._known if timeout is None else min(self._known, after(timeout * 1000))
        while now() < until:
            waits.park(until, "time")
            pending_signals.deliver_interrupt()
        return self.is_writable()

    def refused(self) -> OSError | None:
        """Why there is none."""
        return self._error if self.is_writable() else None


class PageOpener:
    """The driver's ``Opener`` in the page: it knows one machine, and no name but its own."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of ``host``; raises ``socket.gaierror`` for a host that is not this one."""
        address = _host.resolve(host)
        if address is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [address]

    def __call__(self, address: str, port: int) -> PageTransport:
        """Connect; it is only later that a refusal shows, as over TCP."""
        stream = _host.connect(address, port)
        if not isinstance(stream, str):
            return PageTransport(stream)
        if stream == "ENOENT":
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return Unconnected(getattr(errno, stream))
