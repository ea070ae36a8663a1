"""psycopg2's transport in the page: calls into the worker that plays the server. May import ``_lab``; imports ``selecting``."""

from __future__ import annotations

import errno
import socket

import _lab
from pyodide.ffi import to_js

from ..exceptions import WaitsForEver
from ..scheduling import clock, pending_signals, switching
from . import selecting

_ERRORS = {"ECONNREFUSED": errno.ECONNREFUSED, "ENOENT": errno.ENOENT, "ETIMEDOUT": errno.ETIMEDOUT}
_TEXTS = {
    "ECONNREFUSED": "Connection refused",
    "ENOENT": "No such file or directory",
    "ETIMEDOUT": "Connection timed out",
}


class PageTransport:
    """A ``psycopg2._transport.Transport`` over a stream of the host's."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.readers: list[switching.ThreadState] = []
        self._descriptor = next(selecting.descriptors)
        selecting.opened[self._descriptor] = self

    def send(self, data: bytes) -> None:
        """Hand over all of ``data``; the server works on it at once. If the program is to stop, it does not get far."""
        endless = self.stream.send(to_js(data), switching.current.interrupted)
        if endless is not None:
            raise WaitsForEver(endless)

    def offer(self, data: memoryview) -> int:
        """Hand over ``data``: all is taken; how many bytes that were."""
        self.send(bytes(data))
        return len(data)

    def wait(self) -> bool:
        """Nobody has to: ``offer`` takes all."""
        return self.is_readable()

    def receive(self) -> bytes:
        """Wait for bytes; ``b''`` is the end of the stream."""
        if switching.possible:
            selecting.wait_readable([self], None)
        while self._descriptor >= 0:
            data = self.stream.receive()
            if isinstance(data, str):
                raise WaitsForEver(data)
            if data is not None:
                return data.to_bytes()
            if self.stream.readable():
                break
        return b""  # the end; what was only a wait that Ctrl+C has ended goes on

    def is_readable(self) -> bool:
        """``receive`` would not wait."""
        return self._descriptor < 0 or self.stream.readable()

    def readable(self, timeout: float | None) -> bool:
        """Wait at most ``timeout`` seconds (None: for ever) until ``receive`` would not wait."""
        return selecting.wait_readable([self], None if timeout is None else max(0.0, timeout) * 1000)

    def fileno(self) -> int:
        """A number of its own; it is no descriptor of a file. -1 once closed."""
        return self._descriptor

    def close(self) -> None:
        """End the stream. Closing twice is harmless."""
        if self._descriptor >= 0:
            del selecting.opened[self._descriptor]
            self._descriptor = -1
            self.stream.close()
            for state in self.readers:
                switching.unpark(state)


class PageOpener:
    """The ``Opener`` of the page: it knows one machine, and no name but its own."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of ``host``; raises ``socket.gaierror`` for a host that is not this one."""
        address = _lab.resolve(host)
        if address is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [address]

    def __call__(self, host: str, port: int, timeout: float | None) -> PageTransport:
        """Connect. Nobody answers at an address of another machine: that takes ``timeout`` seconds."""
        stream = _lab.connect(host, port)
        if isinstance(stream, str):
            if stream == "ETIMEDOUT" and timeout is not None:
                clock.pause(timeout, pending_signals.deliver_stop)  # or it could not be stopped for so long
                raise TimeoutError("timed out")
            raise OSError(_ERRORS[stream], _TEXTS[stream])
        return PageTransport(stream)
