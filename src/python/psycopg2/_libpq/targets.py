"""Where a connection may go: the hosts, addresses and ports of its options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import pgconn
from .choices import check
from .failure import NEXT_ADDRESS, NEXT_HOST, NOTHING, Failed
from .options import DEFAULT_SOCKET_DIRECTORY
from .password_file import password

if TYPE_CHECKING:
    from typing import Any

    from .transport import Opener


SOCKET_OPTIONS = ("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
# What fits into the address of a Unix socket, in bytes
LONGEST_PATH = 107


def opener() -> Opener:
    """The page's opener, or sockets."""
    if pgconn.opener is not None:
        return pgconn.opener
    from .socket import SocketOpener

    return SocketOpener()


class Target:
    """One of the hosts that the options name, with its port; what is wrong with it is told when its turn comes."""

    def __init__(self, host: str, hostaddr: str, port: str) -> None:
        self.host = host
        self.hostaddr = hostaddr
        self.port = port
        self.password: str | None = None  # from a file
        self.local = not hostaddr and host.startswith(("/", "@"))


def targets(options: dict[str, str]) -> list[Target]:
    """All of them, in the order to try them; raises Failed if the lists do not match, or for an option that is wrong anywhere."""
    hosts = options.get("host", "").split(",")
    numbers = options["hostaddr"].split(",") if options.get("hostaddr") else []
    if numbers and options.get("host") and len(numbers) != len(hosts):
        raise Failed(f"could not match {len(hosts)} host names to {len(numbers)} hostaddr values\n")
    if numbers and not options.get("host"):
        hosts = [""] * len(numbers)
    ports = options["port"].split(",")
    if len(ports) not in (1, len(hosts)):
        raise Failed(f"could not match {len(ports)} port numbers to {len(hosts)} hosts\n")
    check(options)
    numbers = numbers or [""] * len(hosts)
    ports = ports if len(ports) > 1 else ports * len(hosts)
    found = [
        Target(host if host or number else DEFAULT_SOCKET_DIRECTORY, number, port or "5432")
        for host, number, port in zip(hosts, numbers, ports)
    ]
    _mix(options, found)
    if not options.get("password") and options.get("passfile"):
        for target in found:
            target.password = password(options["passfile"], target.host or target.hostaddr, target.port, options["dbname"], options["user"])
    return found


def addresses(target: Target, options: dict[str, str]) -> list[str]:
    """The addresses of a target in the order to try them, or the directory of its socket; raises Failed."""
    port = integer("port", target.port)
    if not 1 <= port <= 65535:
        raise Failed(f'invalid port number: "{target.port}"\n', NEXT_HOST)
    if target.local:
        path = f"{target.host}/.s.PGSQL.{port}"
        if len(path.encode()) > LONGEST_PATH:
            raise Failed(f'Unix-domain socket path "{path}" is too long (maximum {LONGEST_PATH} bytes)\n', NEXT_HOST)
        return [target.host]
    if target.hostaddr and not _is_numeric(target.hostaddr):
        raise Failed(f'could not parse network address "{target.hostaddr}": Name or service not known\n', NEXT_HOST)
    found = _resolve(target.hostaddr or target.host, port)
    _mix(options, found)
    return found


def _is_numeric(address: str) -> bool:
    """Whether it is an address as getaddrinfo takes it that is to look up no name."""
    import socket

    try:
        if ":" in address:
            socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
        else:
            socket.inet_aton(address)
    except (OSError, UnicodeError):
        return False
    return True


def prefix(target: Target, address: str) -> str:
    """What an error at this address begins with."""
    if target.local:
        return f'connection to server on socket "{target.host}/.s.PGSQL.{int(target.port)}" failed: '
    host = target.hostaddr or target.host
    shown = f" ({address})" if address != host else ""
    return f'connection to server at "{host}"{shown}, port {target.port} failed: '


def _mix(options: dict[str, str], places: list[Any]) -> None:
    """Put ``places`` into another order if load_balance_hosts asks for it; ``random`` of the program stays as it is."""
    if options["load_balance_hosts"] == "random" and len(places) > 1:
        from random import SystemRandom

        SystemRandom().shuffle(places)


def integer(option: str, text: str, then: int = NOTHING) -> int:
    """libpq's parse_int_param: a C int; raises Failed."""
    try:
        value = int(text)
        if not -(2**31) <= value < 2**31 or "_" in text or not text.isascii():
            raise ValueError
        return value
    except ValueError:
        raise Failed(f'invalid integer value "{text}" for connection option "{option}"\n', then) from None


def check_keepalives(options: dict[str, str]) -> None:
    """The options of a TCP socket, which without keepalives are not looked at; raises Failed."""
    for option in SOCKET_OPTIONS:
        if option in options and integer(option, options[option], NEXT_ADDRESS) == 0 and option == "keepalives":
            return


def _resolve(host: str, port: int) -> list[str]:
    try:
        return list(dict.fromkeys(opener().resolve(host, port)))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "Name or service not known"
        raise Failed(f'could not translate host name "{host}" to address: {reason}\n', NEXT_HOST) from None


def timeout(options: dict[str, str]) -> float | None:
    """connect_timeout in seconds; None waits for ever."""
    text = options.get("connect_timeout")
    if text is None:
        return None
    value = integer("connect_timeout", text)
    return float(value) if value > 0 else None
