"""The steps from options to a ready connection: libpq's PQconnectPoll.

Each address of each host is tried in turn; the texts of all failures add up in ``error_message``. No TLS: with sslmode ``prefer``
(the default) the server is asked, as libpq asks, and a server that would encrypt is dialled again without asking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import backend_messages
from .failure import NEXT_ADDRESS, NEXT_HOST, NOTHING, Failed
from .handshake import Encrypts, handshake
from .pgconn import (
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
from .targets import Target, addresses, check_keepalives, opener, prefix, targets, timeout

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from .transport import Transport

HINT_TCP = "\tIs the server running on that host and accepting TCP/IP connections?\n"
HINT_UNIX = "\tIs the server running locally and accepting connections on that socket?\n"


def connect_poll(conn: PGconn) -> int:
    """PQconnectPoll, and at first PQconnectStart: advance as far as possible without waiting; a POLLING_ value."""
    if conn.steps is None:
        if conn.status == CONNECTION_OK:
            return POLLING_OK
        conn.steps = steps(conn)
    return _stepped(conn, next(conn.steps, None))


def _expire(conn: PGconn) -> int:
    """What was asked for has not come in time, so that the next address is tried; a POLLING_ value."""
    assert conn.steps is not None
    try:
        return _stepped(conn, conn.steps.throw(Failed("timeout expired\n", NEXT_ADDRESS)))
    except StopIteration:
        return POLLING_FAILED


def _stepped(conn: PGconn, polled: int | None) -> int:
    if polled == POLLING_OK:
        conn.steps = None  # no more are to be taken, and none is to be cleaned up after
    elif polled is not None:
        return polled
    return POLLING_OK if conn.status == CONNECTION_OK else POLLING_FAILED


def connect(conn: PGconn) -> None:
    """PQconnectdb: until CONNECTION_OK, or CONNECTION_BAD with ``error_message``; waits at most connect_timeout seconds an address."""
    polled = connect_poll(conn)
    if polled == POLLING_FAILED:
        return
    try:
        limit = timeout(conn.options)
    except Failed as failure:
        conn.error_message += failure.message
        conn.status = CONNECTION_BAD
        return
    attempt, deadline = 0, None
    while polled not in (POLLING_OK, POLLING_FAILED):
        if limit is not None and conn.attempt != attempt:
            from time import monotonic

            attempt, deadline = conn.attempt, monotonic() + limit
        in_time = conn.transport is None or _wait(conn.transport, conn.status, polled, deadline)
        polled = connect_poll(conn) if in_time else _expire(conn)


def _wait(transport: Transport, status: int, polled: int, deadline: float | None) -> bool:
    """Wait for what was asked for; whether it came in time."""
    seconds = None
    if deadline is not None:
        from time import monotonic

        seconds = max(0.0, deadline - monotonic())
    if polled == POLLING_READING:
        return seconds is None or transport.readable(seconds)  # the read that follows waits by itself
    return status != CONNECTION_STARTED or transport.writable(seconds)  # once connected, there is room for what is said first


def steps(conn: PGconn) -> Generator[int, None, None]:
    """Yields what to wait for; ends with the connection's status OK or BAD."""
    try:
        wanted = conn.options["target_session_attrs"]
        where = targets(conn.options)
        for attributes in ("standby", "any") if wanted == "prefer-standby" else (wanted,):
            for target in where:
                try:
                    yield from _host(conn, target, attributes)
                    return
                except Failed as failure:
                    if failure.then == NOTHING:
                        raise
                    conn.error_message += failure.message
    except Failed as failure:
        conn.error_message += failure.message
    except backend_messages.ProtocolError as error:
        conn.error_message += str(error)
    conn.status = CONNECTION_BAD  # its stream stays, if there is one, for who watches it


def _host(conn: PGconn, target: Target, attributes: str) -> Iterator[int]:
    conn.host, conn.address, conn.port = target.host, target.hostaddr, target.port
    if target.password is not None:
        conn.password, conn.password_from_file = target.password, True
    else:
        conn.password, conn.password_from_file = conn.options.get("password", ""), False
    for address in addresses(target, conn.options):
        conn.address = address
        conn.attempt += 1
        try:
            yield from _address(conn, target, attributes)
            return
        except Failed as failure:
            if failure.then != NEXT_ADDRESS:
                raise
            conn.error_message += failure.message
            conn.drop()
    raise Failed("", NEXT_HOST)


def _address(conn: PGconn, target: Target, attributes: str) -> Iterator[int]:
    local = target.local
    if conn.options["gssencmode"] == "require":
        raise Failed(f"GSSAPI encryption required but {'it is not supported over a local socket' if local else 'no credential cache'}\n")
    before = conn.error_message
    ask_for_ssl = conn.options["sslmode"] not in ("disable", "allow") and not local
    while True:
        conn.error_message = before + prefix(target, conn.address)
        yield from _open(conn, target)
        try:
            yield from handshake(conn, ask_for_ssl, attributes)
            return
        except Encrypts:
            ask_for_ssl = False


def _open(conn: PGconn, target: Target) -> Iterator[int]:
    """Connect to the address."""
    hint = HINT_UNIX if target.local else HINT_TCP
    if not target.local:
        check_keepalives(conn.options)
    try:
        conn.use(opener()(conn.address, int(conn.port)))
    except OSError as error:
        raise Failed(f"{error.strerror}\n{hint}", NEXT_ADDRESS) from None
    assert conn.transport is not None
    if not target.local:
        conn.status = CONNECTION_STARTED
        yield POLLING_WRITING
        refused = conn.transport.refused()
        if refused is not None:
            raise Failed(f"{refused.strerror}\n{hint}", NEXT_ADDRESS)
    conn.status = CONNECTION_MADE
    yield POLLING_WRITING
