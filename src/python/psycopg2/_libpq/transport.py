"""Where the bytes go: a protocol with two implementations, a socket (CPython) and the page.

The driver above it knows nothing of either.
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

    def writable(self, timeout: float | None) -> bool:
        """Wait at most ``timeout`` seconds (None: for ever) until it is connected, or is known not to be."""
        ...

    def refused(self) -> OSError | None:
        """Once it is ``writable``: why it is not connected; None if it is."""
        ...

    def fileno(self) -> int:
        """The descriptor ``connection.fileno()`` reports; -1 once closed."""
        ...

    def close(self) -> None:
        """Release the stream. Closing twice is harmless."""
        ...


class Opener(Protocol):
    """Opens streams. ``pgconn.opener`` is one; the page installs its own in place of the socket's."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a name, or of an address, in the order to try them; raises ``socket.gaierror``."""
        ...

    def __call__(self, address: str, port: int) -> Transport:
        """Begin to connect to an address, or connect to the Unix socket in the directory ``address``, which begins with ``/``.

        Raises ``OSError`` if that fails at once.
        """
        ...
