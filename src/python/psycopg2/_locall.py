"""The server's functions for large objects, which libpq calls by their OIDs: those are fixed in pg_proc.dat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._exceptions import OperationalError

if TYPE_CHECKING:
    from ._connstate import ConnectionState

LO_OPEN, LO_CLOSE, LO_READ, LO_WRITE, LO_UNLINK, LO_CREATE = 952, 953, 954, 955, 964, 715
LO_SEEK64, LO_TELL64, LO_TRUNCATE64 = 3170, 3171, 3172
INV_WRITE, INV_READ = 0x20000, 0x40000


def call(conn: ConnectionState, function: int, *arguments: int | bytes) -> bytes:
    """The result; OperationalError with libpq's text, which here keeps its ``ERROR:``."""
    if conn._finished:
        raise OperationalError("connection pointer is NULL\n")
    with conn._lock:
        result = conn._pq.call(function, *arguments)
        if result is None:
            if conn._pq.status == 1:
                conn._closed = 2
            raise OperationalError(conn._pq.error_message)
        return result


def number(raw: bytes) -> int:
    """A result that is an integer."""
    return int.from_bytes(raw, "big", signed=True)


def local_file(name: str, mode: str) -> Any:
    """The file, opened; OperationalError."""
    try:
        return open(name, mode)
    except OSError as error:
        raise OperationalError(f'could not open file "{name}": {error.strerror}\n') from None


def parse_mode(mode: str) -> tuple[bool, bool, bool, bool]:
    """(read, write, text, open) of a mode; ValueError if it is none."""
    rest = mode
    read = write = False
    opened = True
    if rest.startswith("rw"):
        read, write, rest = True, True, rest[2:]
    elif rest.startswith("r"):
        read, rest = True, rest[1:]
    elif rest.startswith("w"):
        write, rest = True, rest[1:]
    elif rest.startswith("n"):
        opened, rest = False, rest[1:]
    else:
        read = True
    if rest not in ("", "t", "b"):
        raise ValueError(f"bad mode for lobject: '{mode}'")
    return read, write, rest != "b", opened
