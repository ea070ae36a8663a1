"""Where a connection may go: the hosts, addresses and ports of its options. Imports ``_conninfo``, ``_pq``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _pq
from ._conninfo import DEFAULT_SOCKET_DIRECTORY

if TYPE_CHECKING:
    from ._transport import Opener

SESSION_ATTRS = ("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")


class Failed(Exception):
    """This address will not do; the text is libpq's, without the prefix."""

    def __init__(self, message: str, final: bool = True, bare: bool = False) -> None:
        super().__init__(message)
        self.bare = bare  # told without saying where to
        self.message = message
        self.final = final  # no other address is tried


def opener() -> Opener:
    """The page's opener, or sockets."""
    if _pq.opener is not None:
        return _pq.opener
    from ._socket import SocketOpener

    return SocketOpener()


def candidates(options: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """(prefix of its errors, host, address or directory, port) of each place to try."""
    for option, allowed in (
        ("channel_binding", ("disable", "prefer", "require")),
        ("sslmode", SSL_MODES),
        ("gssencmode", ("disable", "prefer", "require")),
        ("target_session_attrs", SESSION_ATTRS),
    ):
        if options[option] not in allowed:
            raise Failed(f'invalid {option} value: "{options[option]}"\n')
    hosts = options.get("host", "").split(",")
    addresses = options.get("hostaddr", "").split(",") if options.get("hostaddr") else []
    if addresses and options.get("host") and len(addresses) != len(hosts):
        raise Failed(f"could not match {len(hosts)} host names to {len(addresses)} hostaddr values\n")
    if addresses and not options.get("host"):
        hosts = [""] * len(addresses)
    ports = options["port"].split(",")
    if len(ports) not in (1, len(hosts)):
        raise Failed(f"could not match {len(ports)} port numbers to {len(hosts)} hosts\n")
    found = []
    for index, host in enumerate(hosts):
        port = _port(ports[index if len(ports) > 1 else 0])
        if addresses and addresses[index]:
            address = _numeric(addresses[index], int(port))
            found.append((_prefix(address, address, port), host, address, port))
            continue
        host = host or DEFAULT_SOCKET_DIRECTORY
        if host.startswith(("/", "@")):
            path = f"{host}/.s.PGSQL.{port}"
            found.append((f'connection to server on socket "{path}" failed: ', host, host, port))
            continue
        found += [(_prefix(host, address, port), host, address, port) for address in _resolve(host, int(port))]
    return found


def _port(text: str) -> str:
    text = text.strip() or "5432"
    value = integer("port", text)
    if not 1 <= value <= 65535:
        raise Failed(f'invalid port number: "{text}"\n')
    return str(value)


def integer(option: str, text: str) -> int:
    """libpq's parse_int_param: a C int."""
    try:
        value = int(text)
        if not -(2**31) <= value < 2**31:
            raise ValueError
        return value
    except ValueError:
        raise Failed(f'invalid integer value "{text}" for connection option "{option}"\n') from None


def _prefix(host: str, address: str, port: str) -> str:
    shown = f' ({address})' if address != host else ""
    return f'connection to server at "{host}"{shown}, port {port} failed: '


def _resolve(host: str, port: int) -> list[str]:
    resolve = getattr(opener(), "resolve", None)
    if resolve is None:
        return [host]
    try:
        return list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "Name or service not known"
        raise Failed(f'could not translate host name "{host}" to address: {reason}\n') from None


def _numeric(address: str, port: int) -> str:
    """``hostaddr`` must be an address already; names are not looked up."""
    if all(character in "0123456789abcdefABCDEF:.%" for character in address):
        return address
    raise Failed(f'could not parse network address "{address}": Name or service not known\n')


def timeout(options: dict[str, str]) -> float | None:
    """connect_timeout in seconds, at least 2 (libpq 15); None waits for ever."""
    text = options.get("connect_timeout")
    if text is None:
        return None
    value = integer("connect_timeout", text)
    return float(max(value, 2)) if value > 0 else None
