"""What is said on a fresh stream until the session is ready: encryption, the startup packet, authentication.

Imports ``_auth``, ``_encode``, ``_wire``. No TLS: a server that takes the offer to encrypt is dialled again without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from . import _encode, _wire
from ._auth import AuthError, Scram, md5_password
from ._pq import (
    CONNECTION_AUTH_OK,
    CONNECTION_AWAITING_RESPONSE,
    CONNECTION_MADE,
    CONNECTION_OK,
    CONNECTION_SSL_STARTUP,
    POLLING_OK,
    POLLING_READING,
    POLLING_WRITING,
)
from ._targets import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._pq import PGconn


class Encrypts(Exception):
    """The server took the offer to encrypt, which this driver cannot."""


def handshake(conn: PGconn, ask_for_ssl: bool) -> Iterator[int]:
    """Yields what to wait for; ends with CONNECTION_OK, or raises Failed, or Encrypts."""
    if conn.options["gssencmode"] == "require":
        raise Failed(
            "GSSAPI encryption required but was impossible "
            "(possibly no credential cache, no server support, or using a local socket)\n"
        )
    if ask_for_ssl:
        yield from _ask_for_ssl(conn)
        conn.status = CONNECTION_MADE
        yield POLLING_WRITING
    conn.send(_encode.startup(_startup_parameters(conn.options)))
    conn.status = CONNECTION_AWAITING_RESPONSE
    scram: Scram | None = None
    while True:
        message = conn.next_message()
        while message is None:
            yield POLLING_READING
            _receive(conn)
            message = conn.next_message()
        kind, payload = message
        if kind == ord("R"):
            scram = _authenticate(conn, payload, scram)
        elif kind == ord("E"):
            from ._result import error_result

            result = error_result(payload, None, conn.codec)
            # Only "cannot connect now" lets libpq try the next address.
            raise Failed(result.message or "", final=result.fields.get("C") != "57P03")
        else:
            conn.take(kind, payload)
            if conn.transport is None:
                raise Failed(conn.error_message)
            if kind == ord("Z"):
                _check_session(conn)
                conn.status = CONNECTION_OK
                conn.error_message = ""
                yield POLLING_OK
                return


def _check_session(conn: PGconn) -> None:
    """target_session_attrs, by what servers since 14 report of themselves."""
    wanted = conn.options["target_session_attrs"]
    standby = conn.parameters.get("in_hot_standby") == "on"
    read_only = standby or conn.parameters.get("default_transaction_read_only") == "on"
    problem = {
        "read-write": "session is read-only" if read_only else "",
        "read-only": "" if read_only else "session is not read-only",
        "primary": "server is in hot standby mode" if standby else "",
        "standby": "" if standby else "server is not in hot standby mode",
    }.get(wanted)
    if problem:
        raise Failed(problem + "\n", final=False)


def _receive(conn: PGconn) -> None:
    if conn.expired:
        raise Failed("timeout expired\n", final=False)
    if not conn.read():
        raise Failed(conn.error_message, final=False)


def _ask_for_ssl(conn: PGconn) -> Iterator[int]:
    conn.send(_encode.ssl_request())
    conn.status = CONNECTION_SSL_STARTUP
    answer = conn.raw(1)
    while answer is None:
        yield POLLING_READING
        _receive(conn)
        answer = conn.raw(1)
    if answer == b"S" and conn.options["sslmode"] == "prefer":
        raise Encrypts
    if answer == b"S":
        raise Failed("SSL was required, but this driver cannot encrypt\n")
    if answer == b"N":
        if conn.options["sslmode"] != "prefer":
            raise Failed("server does not support SSL, but SSL was required\n")
        return
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


def _authenticate(conn: PGconn, payload: bytes, scram: Scram | None) -> Scram | None:
    """Answer one Authentication message."""
    request = _wire.integer(payload)
    password = conn.options.get("password") or ""
    binding = conn.options["channel_binding"] == "require"
    if request == 0:
        if binding:
            raise Failed("channel binding required, but server authenticated client without channel binding\n")
        conn.status = CONNECTION_AUTH_OK
        return scram
    if binding and request in (3, 5):
        raise Failed("channel binding required but not supported by server's authentication request\n")
    if request in (3, 5, 10):
        conn.password_needed = True
        if not password:
            raise Failed("fe_sendauth: no password supplied\n")
        conn.password_used = True
    try:
        if request == 3:
            conn.send(_encode.password(password.encode()))
        elif request == 5:
            conn.send(_encode.password(md5_password(conn.options["user"], password, payload[4:8])))
        elif request == 10:
            if binding:
                raise Failed("channel binding required, but SSL not in use\n")
            if Scram.mechanism.encode() not in payload[4:].split(b"\0"):
                raise Failed("none of the server's SASL authentication mechanisms are supported\n")
            scram = Scram(password)
            conn.send(_encode.sasl_initial(Scram.mechanism, scram.first()))
        elif request == 11 and scram is not None:
            conn.send(_encode.sasl_response(scram.respond(payload[4:])))
        elif request == 12 and scram is not None:
            scram.verify(payload[4:])
        else:
            raise Failed(f"authentication method {request} not supported\n")
    except AuthError as error:
        raise Failed(str(error)) from None
    return scram
