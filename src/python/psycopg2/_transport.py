"""Where the bytes go: a protocol with two implementations, a socket (CPython) and the page.

The driver above it knows nothing of either. Imports nothing of the package.
"""

from __future__ import annotations

from typing import Protocol


class Transport(Protocol):
    """A byte stream to one backend. Errors are ``OSError`` with an errno, as a socket would raise them."""

    def send(self, data: bytes) -> None:
        """Hand all of ``data`` to the server. A stream it has closed accepts and drops it, as a kernel buffer would."""
        ...

    def offer(self, data: memoryview) -> int:
        """Hand over as much of ``data`` as is taken without waiting; how many bytes that were."""
        ...

    def wait(self) -> bool:
        """Wait until ``offer`` would take something, or ``receive`` would not wait; whether it is the latter."""
        ...

    def receive(self) -> bytes:
        """Wait for bytes and return those there are; ``b''`` is the end of the stream."""
        ...

    def readable(self, timeout: float | None) -> bool:
        """Wait at most ``timeout`` seconds (None: for ever) until ``receive`` would not wait."""
        ...

    def fileno(self) -> int:
        """The descriptor ``connection.fileno()`` reports; -1 once closed."""
        ...

    def close(self) -> None:
        """Release the stream. Closing twice is harmless."""
        ...


class Opener(Protocol):
    """Opens streams. ``_pq.opener`` is one; the page installs its own in place of the socket's.

    It may also have ``resolve(host, port)``, which gives the addresses of a name in the order to try them, or raises
    ``socket.gaierror``: then each is opened in turn, and the texts of errors name it beside the host.
    """

    def __call__(self, host: str, port: int, timeout: float | None) -> Transport:
        """Connect to ``host`` (a directory beginning with ``/`` means the Unix socket in it).

        Raises ``socket.gaierror``, ``ConnectionRefusedError``, ``FileNotFoundError`` or ``TimeoutError``.
        """
        ...
