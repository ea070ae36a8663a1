"""psycopg2's transport in the page: streams of the host to the PostgreSQL server in the same worker."""

from __future__ import annotations

import errno
import socket

import _host
from pyodide.ffi import to_js

from ..scheduling import clock, pending_signals, thread_state, waits
from ..scheduling.thread_state import ThreadState
from . import selecting

_ERRORS = {"ECONNREFUSED": errno.ECONNREFUSED, "ENOENT": errno.ENOENT, "ETIMEDOUT": errno.ETIMEDOUT}
_TEXTS = {
    "ECONNREFUSED": "Connection refused",
    "ENOENT": "No such file or directory",
    "ETIMEDOUT": "Connection timed out",
}


class PageTransport:
    """A ``psycopg2._transport.Transport`` over a stream of the host."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.readers: list[ThreadState] = []
        self._descriptor = next(selecting.descriptors)
        selecting.opened[self._descriptor] = self

    def send(self, data: bytes) -> None:
        """Hand over all of ``data``; the server works on it at once. An interrupted thread's statement is cancelled as it begins."""
        self.stream.send(to_js(data), thread_state.current.interrupted)
        waits.end_if_due()

    def offer(self, data: memoryview) -> int:
        """Hand over ``data``; how many bytes were taken, which is all."""
        self.send(bytes(data))
        return len(data)

    def wait(self) -> bool:
        """Wait until ``offer`` would take bytes, which it always would; whether there are some to be received."""
        return self.is_readable()

    def receive(self) -> bytes:
        """Wait for bytes; ``b''`` is the end of the stream."""
        selecting.wait_readable([self], None)
        data = self.stream.receive() if self._descriptor >= 0 else None
        return b"" if data is None else data.to_bytes()

    def is_readable(self) -> bool:
        """``receive`` would not wait."""
        return self._descriptor < 0 or self.stream.readable()

    def readable(self, timeout: float | None) -> bool:
        """Wait at most ``timeout`` seconds (None: for ever) until ``receive`` would not wait."""
        return selecting.wait_readable([self], None if timeout is None else max(0.0, timeout) * 1000)

    def fileno(self) -> int:
        """A descriptor of the page's own, which files of the system do not have; -1 once closed."""
        return self._descriptor

    def close(self) -> None:
        """End the stream. Closing twice is harmless."""
        if self._descriptor >= 0:
            del selecting.opened[self._descriptor]
            self._descriptor = -1
            self.stream.close()
            for state in self.readers:
                waits.unpark(state)


class PageOpener:
    """The driver's ``Opener`` in the page: it knows one machine, and no name but its own."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of ``host``; raises ``socket.gaierror`` for a host that is not this one."""
        address = _host.resolve(host)
        if address is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [address]

    def __call__(self, host: str, port: int, timeout: float | None) -> PageTransport:
        """Connect. At an address of another machine nobody answers, which takes ``timeout`` seconds."""
        stream = _host.connect(host, port)
        if isinstance(stream, str):
            if stream == "ETIMEDOUT" and timeout is not None:
                clock.pause(timeout, pending_signals.deliver_interrupt)  # or the program could not be stopped for so long
                raise TimeoutError("timed out")
            raise OSError(_ERRORS[stream], _TEXTS[stream])
        return PageTransport(stream)
