"""PQcancel: a CancelRequest on a connection of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import frontend_messages
from .failure import Failed
from .._extension.signals import uninterrupted
from .targets import SOCKET_OPTIONS, integer, opener

if TYPE_CHECKING:
    from .pgconn import PGconn


def can_cancel(conn: PGconn) -> bool:
    """PQgetCancel fails if an option of the sockets is no number, though it may not matter to this connection."""
    try:
        for option in SOCKET_OPTIONS:
            integer(option, conn.options.get(option, "0"))
    except Failed:
        return False
    return True


@uninterrupted
def cancel(conn: PGconn) -> str:
    """Send the request and wait until the server has taken it (it closes the stream); '' or what went wrong."""
    try:
        transport = opener()(conn.address, int(conn.port))
        transport.writable(None)
        refused = transport.refused()
        if refused is not None:
            transport.close()
            raise refused
    except OSError as error:
        return f"PQcancel() -- connect() failed: {error.strerror}\n"
    try:
        transport.send(frontend_messages.cancel_request(conn.backend_pid, conn.backend_key))
        while transport.receive():
            pass
    except OSError:
        pass  # the server may close without reading to the end
    finally:
        transport.close()
    return ""
