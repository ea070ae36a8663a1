"""Sockets fail as they do on a machine without a network. Emscripten would pretend that there is one."""

from __future__ import annotations

import errno
import os
from typing import Any

import _host

from .. import import_hook
from . import missing
from .notes import explained, noted

_LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "")


def _error(number: int) -> OSError:
    # Of the class that belongs to the number
    return noted(OSError(number, os.strerror(number)), missing.NO_NETWORK)  # type: ignore[return-value]


def _reason(address: Any) -> int:
    """The errno of an attempt to reach an address."""
    if isinstance(address, (str, bytes)):
        return errno.ENOENT  # a socket in the file system
    return errno.ECONNREFUSED if address[0] in _LOOPBACK else errno.ENETUNREACH


def connect(self, address, /):
    raise _error(_reason(address))


def connect_ex(self, address, /):
    return _reason(address)


def sendto(self, data, *arguments):
    raise _error(_reason(arguments[-1]))


def listen(self, backlog=0, /):
    raise _error(errno.EOPNOTSUPP)


async def _create_server(self, *_arguments, **_keywords):
    raise _error(errno.EOPNOTSUPP)


def _alter(socket: Any) -> None:
    getaddrinfo, gethostbyname, gethostbyname_ex = socket.getaddrinfo, socket.gethostbyname, socket.gethostbyname_ex

    def address_of(host: Any) -> Any:
        """The address of a host, which Emscripten's functions understand; for a name that they do not know they invent an address."""
        name = os.fsdecode(host) if isinstance(host, (str, bytes)) else host
        if not name:
            return name
        if name == socket.gethostname():
            return "127.0.0.1"
        address = _host.resolve(name)
        if address is None:
            raise noted(socket.gaierror(socket.EAI_NONAME, "Name or service not known"), missing.NO_NETWORK)
        return address

    def page_getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        return getaddrinfo(address_of(host), port, family, type, proto, flags)

    def page_gethostbyname(name, /):
        return gethostbyname(address_of(name))

    def page_gethostbyname_ex(name, /):
        return gethostbyname_ex(address_of(name))

    for function in page_getaddrinfo, page_gethostbyname, page_gethostbyname_ex:
        name = function.__name__.removeprefix("page_")
        function.__name__ = function.__qualname__ = name
        setattr(socket, name, function)
    for method in connect, connect_ex, sendto, listen:
        setattr(socket.socket, method.__name__, method)


def install() -> None:
    """To be called after ``event_loop.install``."""
    from asyncio import base_events

    base_events.BaseEventLoop.create_server = _create_server
    import_hook.alter("socket", _alter)
    import_hook.alter("urllib.request", _alter_urllib)


def _alter_urllib(request: Any) -> None:
    handler = request.AbstractHTTPHandler
    handler.do_open = explained(handler.do_open, missing.NO_NETWORK, OSError)
