"""Where a connection may go: the hosts, addresses and ports of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _pq
from ._choices import check
from ._conninfo import DEFAULT_SOCKET_DIRECTORY
from ._failed import Failed

if TYPE_CHECKING:
    from typing import Any

    from ._transport import Opener


def opener() -> Opener:
    """The page's opener, or sockets."""
    if _pq.opener is not None:
        return _pq.opener
    from ._socket import SocketOpener

    return SocketOpener()


def candidates(options: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """(prefix of its errors, host, address or directory, port) of each place to try."""
    hosts = options.get("host", "").split(",")
    addresses = options.get("hostaddr", "").split(",") if options.get("hostaddr") else []
    if addresses and options.get("host") and len(addresses) != len(hosts):
        raise Failed(f"could not match {len(hosts)} host names to {len(addresses)} hostaddr values\n")
    if addresses and not options.get("host"):
        hosts = [""] * len(addresses)
    ports = options["port"].split(",")
    if len(ports) not in (1, len(hosts)):
        raise Failed(f"could not match {len(ports)} port numbers to {len(hosts)} hosts\n")
    check(options)
    order = list(range(len(hosts)))
    _mix(options, order)
    found = []
    for index in order:
        host = hosts[index]
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
        resolved = _resolve(host, int(port))
        _mix(options, resolved)
        found += [(_prefix(host, address, port), host, address, port) for address in resolved]
    return found


def _mix(options: dict[str, str], places: list[Any]) -> None:
    """Put ``places`` into another order if load_balance_hosts asks for it; ``random`` of the program stays as it is."""
    if options["load_balance_hosts"] == "random" and len(places) > 1:
        from random import SystemRandom

        SystemRandom().shuffle(places)


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
    """connect_timeout in seconds; None waits for ever."""
    text = options.get("connect_timeout")
    if text is None:
        return None
    value = integer("connect_timeout", text)
    return float(value) if value > 0 else None
