"""What is said on a fresh stream until the session is ready: encryption, the startup packet, authentication.

No TLS: a server that takes the offer to encrypt is dialled again without it.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from . import frontend_messages
from . import backend_messages
from .auth import AuthError, Scram, md5_password
from .choices import Requirement
from .failure import NEXT_HOST, NOTHING, Failed
from .pgconn import (
    CONNECTION_AUTH_OK,
    CONNECTION_AWAITING_RESPONSE,
    CONNECTION_MADE,
    CONNECTION_OK,
    CONNECTION_SSL_STARTUP,
    POLLING_OK,
    POLLING_READING,
    POLLING_WRITING,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from .pgconn import PGconn


NO_ENCRYPTION = "SSL was required, but this driver cannot encrypt\n"


class Encrypts(Exception):
    """The server took the offer to encrypt, which this driver cannot."""


def handshake(conn: PGconn, ask_for_ssl: bool, attributes: str) -> Iterator[int]:
    """Yields what to wait for; ends with CONNECTION_OK, or raises Failed, or Encrypts. ``attributes`` are those wanted of the session."""
    if ask_for_ssl:
        yield from _ask_for_ssl(conn)
        conn.status = CONNECTION_MADE
        yield POLLING_WRITING
    _send(conn, "startup", frontend_messages.startup(_startup_parameters(conn.options)))
    conn.status = CONNECTION_AWAITING_RESPONSE
    authentication = Authentication(conn)
    while True:
        kind, payload = yield from _message(conn)
        if kind == ord("R"):
            authentication.answer(payload)
        elif kind == ord("E"):
            from .result import error_result

            result = error_result(payload, None, conn.codec)
            message, code = result.message or "", result.fields.get("C")
            if code == "28P01" and conn.password_needed and conn.password_from_file:
                message += f'password retrieved from file "{conn.options["passfile"]}"\n'
            # Only "cannot connect now" lets libpq try the next host.
            raise Failed(message, NEXT_HOST if code == "57P03" else NOTHING)
        else:
            conn.take(kind, payload)
            if conn.transport is None:
                raise Failed("")
            if kind == ord("Z"):
                _check_session(conn, attributes)
                conn.status = CONNECTION_OK
                conn.error_message = ""
                yield POLLING_OK
                return


def _check_session(conn: PGconn, wanted: str) -> None:
    """target_session_attrs, by what servers since 14 report of themselves."""
    standby = conn.parameters.get("in_hot_standby") == "on"
    read_only = standby or conn.parameters.get("default_transaction_read_only") == "on"
    problem = {
        "read-write": "session is read-only" if read_only else "",
        "read-only": "" if read_only else "session is not read-only",
        "primary": "server is in hot standby mode" if standby else "",
        "standby": "" if standby else "server is not in hot standby mode",
    }.get(wanted)
    if problem:
        conn.send(frontend_messages.terminate())
        raise Failed(problem + "\n", NEXT_HOST)


def _send(conn: PGconn, what: str, packet: bytes) -> None:
    """Who polls without waiting may find no connection yet to send it on, and that is the end of it."""
    conn.send(packet)
    if not conn.flush():
        raise Failed(f"could not send {what} packet: {os.strerror(errno.EAGAIN)}\n")


def _message(conn: PGconn) -> Generator[int, None, tuple[int, bytes]]:
    """The next message, once all of it has come."""
    while True:
        kind = conn.upcoming()
        if conn.status == CONNECTION_AWAITING_RESPONSE and kind is not None and kind not in b"REv":
            raise Failed(f"expected authentication request from server, but received {chr(kind)}\n")
        message = conn.next_message()
        if message is not None:
            return message
        if conn.transport is None:  # what came is no message
            raise Failed("")
        yield POLLING_READING
        _receive(conn)


def _receive(conn: PGconn) -> None:
    """Read; what is said of a stream that has ended is in ``error_message`` already."""
    if conn.nonblocking and conn.transport is not None and not conn.transport.readable(0):
        return  # nothing has come: who polls has not waited
    if not conn.read():
        raise Failed("")


def _ask_for_ssl(conn: PGconn) -> Iterator[int]:
    if conn.options["sslnegotiation"] == "direct":
        raise Failed(NO_ENCRYPTION)  # there is no asking: encryption would begin at once
    _send(conn, "SSL negotiation", frontend_messages.ssl_request())
    conn.status = CONNECTION_SSL_STARTUP
    answer = conn.raw(1)
    while answer is None:
        yield POLLING_READING
        _receive(conn)
        answer = conn.raw(1)
    if answer == b"S" and conn.options["sslmode"] == "prefer":
        raise Encrypts
    if answer == b"S":
        raise Failed(NO_ENCRYPTION)
    if answer == b"N":
        if conn.options["sslmode"] != "prefer":
            raise Failed("server does not support SSL, but SSL was required\n")
        return
    if answer == b"E":
        raise Failed("server sent an error response during SSL exchange\n")
    raise Failed(f"received invalid response to SSL negotiation: {answer.decode('latin-1')}\n")


def _startup_parameters(options: dict[str, str]) -> dict[str, str]:
    parameters = {"user": options["user"], "database": options["dbname"]}
    for keyword, name in (("replication", "replication"), ("options", "options")):
        if options.get(keyword):
            parameters[name] = options[keyword]
    application = options.get("application_name") or options.get("fallback_application_name")
    if application:
        parameters["application_name"] = application
    if options.get("client_encoding"):
        encoding = options["client_encoding"]
        parameters["client_encoding"] = "UTF8" if encoding == "auto" else encoding
    for variable, name in (("PGDATESTYLE", "datestyle"), ("PGTZ", "timezone"), ("PGGEQO", "geqo")):
        value = os.environ.get(variable)
        if value and value.lower() != "default":
            parameters[name] = value
    return parameters


def _invalid_request(problem: str) -> str:
    return f"fe_sendauth: invalid authentication request from server: {problem}\n"


# What a libpq says that was built without them, by the number of the request.
_LEFT_OUT = {
    1: "Kerberos 4 authentication",
    2: "Kerberos 5 authentication",
    7: "GSSAPI authentication",
    8: "GSSAPI authentication",
    9: "SSPI authentication",
}


class Authentication:
    """What the server asks for and we answer until it lets us in."""

    def __init__(self, conn: PGconn) -> None:
        self._conn = conn
        self._requirement = Requirement(conn.options.get("require_auth"))
        self._scram: Scram | None = None
        self._has_responded = False  # in SCRAM, to the server's first message
        self._finished = False  # whether all that was asked for is given

    def answer(self, payload: bytes) -> None:
        """Answer one Authentication message; raises Failed."""
        conn = self._conn
        if len(payload) < 4:
            raise Failed("received invalid authentication request\n")
        request = backend_messages.integer(payload) % 2**32
        self._check(request)
        if request == 0:
            conn.status = CONNECTION_AUTH_OK
            return
        password = conn.password
        if request in (3, 5, 10):
            conn.password_needed = True
            if not password:
                raise Failed("fe_sendauth: no password supplied\n")
            conn.password_used = True
        try:
            if request == 3:
                conn.send(frontend_messages.password(password.encode()))
                self._finish(payload[4:])
            elif request == 5:
                if len(payload) < 8:
                    raise Failed("fe_sendauth: error sending password authentication\n")
                conn.send(frontend_messages.password(md5_password(conn.options["user"], password, payload[4:8])))
                self._finish(payload[8:])
            elif request == 10:
                self._begin_scram(password, payload)
            elif request in (11, 12):
                if self._scram is None:
                    raise Failed(_invalid_request("AUTH_REQ_SASL_CONT without AUTH_REQ_SASL"))
                if self._has_responded:  # so that it says what comes next, whatever the request's number
                    self._scram.verify(payload[4:])
                    self._finished = True
                else:
                    conn.send(frontend_messages.sasl_response(self._scram.respond(payload[4:])))
                    self._has_responded = True
            else:
                raise Failed(_LEFT_OUT.get(request, f"authentication method {request}") + " not supported\n")
        except AuthError as error:
            raise Failed(str(error)) from None

    def _finish(self, rest: bytes) -> None:
        """The password is sent. What follows the request in its message libpq takes for the next message."""
        if rest:
            raise Failed(f"expected authentication request from server, but received {chr(rest[0])}\n")
        self._finished = True

    def _check(self, request: int) -> None:
        """Raises Failed if the program's options do not allow what the server asks for, or that it lets us in."""
        options = self._conn.options
        if request == 0 and options["sslcertmode"] == "require":
            raise Failed("server did not request an SSL certificate\n")
        method = {0: "none", 3: "password", 5: "md5", 10: "scram-sha-256"}.get(request)
        if method:
            self._requirement.check(method, self._finished)
        if options["channel_binding"] == "require":
            if request == 0:
                raise Failed("channel binding required, but server authenticated client without channel binding\n")
            if request in (3, 5):
                raise Failed("channel binding required but not supported by server's authentication request\n")

    def _begin_scram(self, password: str, payload: bytes) -> None:
        if self._conn.options["channel_binding"] == "require":
            raise Failed("channel binding required, but SSL not in use\n")
        if self._scram is not None:
            raise Failed("duplicate SASL authentication request\n")
        mechanisms = payload[4:].split(b"\0")
        if b"" not in mechanisms[:-1]:
            raise Failed(_invalid_request("invalid list of authentication mechanisms"))
        offered = mechanisms[: mechanisms.index(b"")]
        if b"SCRAM-SHA-256-PLUS" in offered:
            raise Failed("server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection\n")
        if Scram.mechanism.encode() not in offered:
            raise Failed("none of the server's SASL authentication mechanisms are supported\n")
        self._scram = Scram(password)
        self._conn.send(frontend_messages.sasl_initial(Scram.mechanism, self._scram.first()))
