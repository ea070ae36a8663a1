"""The steps from options to a ready connection: libpq's PQconnectPoll.

Each address of each host is tried in turn; the texts of all failures add up. No TLS: with sslmode ``prefer``
(the default) the server is asked, as libpq asks, and a server that would encrypt is dialled again without asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _wire
from ._failed import Failed
from ._handshake import Encrypts, handshake
from ._pq import (
    CONNECTION_BAD,
    CONNECTION_MADE,
    CONNECTION_OK,
    CONNECTION_STARTED,
    POLLING_FAILED,
    POLLING_OK,
    POLLING_READING,
    POLLING_WRITING,
    PGconn,
)
from ._targets import candidates, integer, opener, timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

# What fits into the address of a Unix socket, in bytes
LONGEST_PATH = 107
HINT_TCP = "\tIs the server running on that host and accepting TCP/IP connections?\n"
HINT_UNIX = "\tIs the server running locally and accepting connections on that socket?\n"


def connect_poll(conn: PGconn) -> int:
    """PQconnectPoll: advance as far as possible without waiting; a POLLING_ value."""
    if conn.steps is None:
        if conn.status == CONNECTION_OK:
            return POLLING_OK
        conn.steps = steps(conn)
    polled = next(conn.steps, None)
    if polled == POLLING_OK:
        conn.steps = None  # no more are to be taken, and none is to be cleaned up after
    elif polled is not None:
        return polled
    return POLLING_OK if conn.status == CONNECTION_OK else POLLING_FAILED


def connect(conn: PGconn) -> None:
    """PQconnectdb: until CONNECTION_OK, or CONNECTION_BAD with ``error_message``; waits at most connect_timeout seconds an address."""
    while True:
        polled = connect_poll(conn)
        if polled in (POLLING_OK, POLLING_FAILED):
            return
        if polled == POLLING_READING and conn.transport is not None:
            if conn.deadline is None:
                continue  # the read that follows will wait
            from time import monotonic

            conn.expired = not conn.transport.readable(max(0.0, conn.deadline - monotonic()))


def steps(conn: PGconn) -> Iterator[int]:
    """Yields what to wait for; ends with the connection's status OK or BAD."""
    try:
        targets = candidates(conn.options)
    except Failed as failure:
        conn.error_message = failure.message
        conn.status = CONNECTION_BAD
        return
    errors = ""
    for prefix, host, target, port in targets:
        ask_for_ssl = conn.options["sslmode"] not in ("disable", "allow") and not target.startswith(("/", "@"))
        while True:
            conn.expired = False
            conn.error_message = ""
            conn.host, conn.address, conn.port = host, target, port
            try:
                yield from _one(conn, target, int(port), ask_for_ssl)
            except Encrypts:
                ask_for_ssl = False
                continue
            except _wire.ProtocolError as error:
                conn.drop()
                conn.status, conn.error_message = CONNECTION_BAD, errors + prefix + str(error)
                return
            except Failed as failure:
                conn.drop()
                errors += failure.message if failure.bare else prefix + failure.message
                if failure.final:
                    conn.status, conn.error_message = CONNECTION_BAD, errors
                    return
                break
            return
    conn.status, conn.error_message = CONNECTION_BAD, errors


def _one(conn: PGconn, target: str, port: int, ask_for_ssl: bool) -> Iterator[int]:
    """Connect to one address; raises Failed."""
    limit = timeout(conn.options)
    for option in ("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"):
        if option in conn.options:
            integer(option, conn.options[option])
    if limit is None:
        conn.deadline = None
    else:
        from time import monotonic

        conn.deadline = monotonic() + limit
    local = target.startswith(("/", "@"))
    path = f"{target}/.s.PGSQL.{port}"
    if local and len(path.encode()) > LONGEST_PATH:
        raise Failed(f'Unix-domain socket path "{path}" is too long (maximum {LONGEST_PATH} bytes)\n', final=False, bare=True)
    hint = HINT_UNIX if local else HINT_TCP
    try:
        conn.use(opener()(target, port, limit))
    except TimeoutError as error:
        if error.errno is not None:  # the kernel gave up before connect_timeout did
            raise Failed(f"{error.strerror}\n{hint}", final=False) from None
        raise Failed("timeout expired\n", final=False) from None
    except OSError as error:
        if type(error).__name__ == "gaierror":  # from an opener that resolves names itself
            text = f'could not translate host name "{target}" to address: {error.strerror}\n'
            raise Failed(text, final=False, bare=True) from None
        raise Failed(f"{error.strerror}\n{hint}", final=False) from None
    if not local:
        conn.status = CONNECTION_STARTED
        yield POLLING_WRITING
    conn.status = CONNECTION_MADE
    yield POLLING_WRITING
    yield from handshake(conn, ask_for_ssl)
