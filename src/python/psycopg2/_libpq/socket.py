"""The transport over TCP and Unix sockets, for CPython."""

from __future__ import annotations

import errno
import os
import select
import socket

CHUNK = 1 << 18
_AT_ONCE = getattr(socket, "MSG_DONTWAIT", 0)  # where there is none, sending waits


class SocketTransport:
    """A ``Transport`` over a stream socket that is connected, or connecting."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream

    def send(self, data: bytes) -> None:
        """Hand over all of ``data``; raises what the kernel says, for instance BrokenPipeError."""
        self._stream.sendall(data)

    def offer(self, data: memoryview) -> int:
        """Hand over as much of ``data`` as the kernel takes now; how many bytes that were."""
        try:
            return self._stream.send(data, _AT_ONCE)
        except BlockingIOError:
            return 0

    def wait(self) -> bool:
        """Wait until there is room for what is to be sent, or something to be read; whether it is the latter."""
        if not hasattr(select, "poll"):
            return bool(select.select([self._stream], [self._stream], [])[0])
        poll = select.poll()
        poll.register(self._stream, select.POLLIN | select.POLLOUT)
        return any(event & ~select.POLLOUT for _, event in poll.poll())

    def receive(self) -> bytes:
        """Wait for bytes; ``b''`` is the end of the stream."""
        return self._stream.recv(CHUNK)

    def readable(self, timeout: float | None) -> bool:
        """Whether ``receive`` would return at once, after at most ``timeout`` seconds of waiting."""
        if not hasattr(select, "poll"):
            return bool(select.select([self._stream], [], [], timeout)[0])
        return self._poll(select.POLLIN, timeout)

    def writable(self, timeout: float | None) -> bool:
        """Whether connecting is over, after at most ``timeout`` seconds of waiting."""
        if not hasattr(select, "poll"):  # Windows tells of failure as of an exception
            return any(select.select([], [self._stream], [self._stream], timeout))
        return self._poll(select.POLLOUT, timeout)

    def _poll(self, events: int, timeout: float | None) -> bool:
        poll = select.poll()
        poll.register(self._stream, events)
        return bool(poll.poll(None if timeout is None else max(0.0, timeout) * 1000))

    def refused(self) -> OSError | None:
        """The error that the kernel keeps of a socket that could not be connected."""
        number = self._stream.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        return OSError(number, os.strerror(number)) if number else None

    def fileno(self) -> int:
        """The socket's descriptor; -1 once closed."""
        return self._stream.fileno()

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()


class SocketOpener:
    """The ``Opener`` of plain CPython."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of ``host``, in the order to try them; raises ``socket.gaierror``."""
        found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        return [str(address[0]) for *_, address in found]

    def __call__(self, address: str, port: int) -> SocketTransport:
        """Begin to connect to an address, or connect to the socket of ``port`` in a directory."""
        if address.startswith(("/", "@")):
            stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            path = f"{address}/.s.PGSQL.{port}"
            to: object = "\0" + path[1:] if address.startswith("@") else path
        else:
            family, kind, protocol, _, to = socket.getaddrinfo(address, port, 0, socket.SOCK_STREAM)[0]
            stream = socket.socket(family, kind, protocol)
        try:
            if stream.family != socket.AF_UNIX:
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            stream.setblocking(False)
            try:
                stream.connect(to)  # type: ignore[arg-type]
            except BlockingIOError as error:
                if error.errno == errno.EAGAIN:  # of a Unix socket: too many wait to be let in
                    raise
            stream.setblocking(True)
        except BaseException:
            stream.close()
            raise
        return SocketTransport(stream)
