"""The transport over TCP and Unix sockets, for CPython. Imports ``_transport`` for its types only."""

from __future__ import annotations

import select
import socket

CHUNK = 1 << 18
_AT_ONCE = getattr(socket, "MSG_DONTWAIT", 0)  # where there is none, sending waits


class SocketTransport:
    """A ``Transport`` over a connected stream socket."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        stream.settimeout(None)

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
        poll = select.poll() if hasattr(select, "poll") else None
        if poll is None:
            return bool(select.select([self._stream], [], [], timeout)[0])
        poll.register(self._stream, select.POLLIN)
        return bool(poll.poll(None if timeout is None else max(0.0, timeout) * 1000))

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

    def __call__(self, host: str, port: int, timeout: float | None) -> SocketTransport:
        """Connect to an address, or to the socket of ``port`` in the directory ``host``."""
        if host.startswith(("/", "@")):
            stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            path = f"{host}/.s.PGSQL.{port}"
            address: object = "\0" + path[1:] if host.startswith("@") else path
        else:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
            stream = socket.socket(family, kind, protocol)
        try:
            stream.settimeout(timeout)
            try:
                stream.connect(address)  # type: ignore[arg-type]
            except socket.timeout as error:  # no TimeoutError before Python 3.10
                raise TimeoutError(*error.args) from None
            if stream.family != socket.AF_UNIX:
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            stream.close()
            raise
        return SocketTransport(stream)
