"""Frontend/backend protocol 3.0: what the client says, as bytes. No I/O.

Source of every layout: PostgreSQL's documentation, "Message Formats".
"""

from __future__ import annotations

from struct import Struct

_LENGTH = Struct("!i")
_SHORT = Struct("!h")

PROTOCOL = 3 << 16
CANCEL_REQUEST = (1234 << 16) | 5678
SSL_REQUEST = (1234 << 16) | 5679


def _message(kind: bytes, payload: bytes = b"") -> bytes:
    return kind + _LENGTH.pack(len(payload) + 4) + payload


def startup(parameters: dict[str, str]) -> bytes:
    """StartupMessage of protocol 3.0."""
    payload = _LENGTH.pack(PROTOCOL)
    for name, value in parameters.items():
        payload += name.encode() + b"\0" + value.encode() + b"\0"
    payload += b"\0"
    return _LENGTH.pack(len(payload) + 4) + payload


def ssl_request() -> bytes:
    """SSLRequest: the server answers with one byte, S or N."""
    return _LENGTH.pack(8) + _LENGTH.pack(SSL_REQUEST)


def cancel_request(pid: int, key: bytes) -> bytes:
    """CancelRequest for the backend ``pid`` with the secret ``key`` of its BackendKeyData."""
    payload = _LENGTH.pack(CANCEL_REQUEST) + _LENGTH.pack(pid) + key
    return _LENGTH.pack(len(payload) + 4) + payload


def query(sql: bytes) -> bytes:
    """Query; the text ends at its first NUL, as it does for libpq."""
    return _message(b"Q", sql.split(b"\0", 1)[0] + b"\0")


def password(secret: bytes) -> bytes:
    """PasswordMessage."""
    return _message(b"p", secret + b"\0")


def sasl_initial(mechanism: str, response: bytes) -> bytes:
    """SASLInitialResponse."""
    return _message(b"p", mechanism.encode() + b"\0" + _LENGTH.pack(len(response)) + response)


def sasl_response(response: bytes) -> bytes:
    """SASLResponse."""
    return _message(b"p", response)


def terminate() -> bytes:
    """Terminate."""
    return _message(b"X")


def copy_data(data: bytes) -> bytes:
    """CopyData."""
    return _message(b"d", data)


def copy_done() -> bytes:
    """CopyDone."""
    return _message(b"c")


def copy_fail(reason: bytes) -> bytes:
    """CopyFail."""
    return _message(b"f", reason + b"\0")


def function_call(oid: int, arguments: list[bytes]) -> bytes:
    """FunctionCall with binary arguments and a binary result: how libpq reaches large objects."""
    payload = Struct("!IhhH").pack(oid, 1, 1, len(arguments))
    for argument in arguments:
        payload += _LENGTH.pack(len(argument)) + argument
    return _message(b"F", payload + _SHORT.pack(1))
