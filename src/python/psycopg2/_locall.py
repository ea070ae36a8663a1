"""The server's functions for large objects, which libpq calls by their OIDs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._exceptions import OperationalError
from ._pq import CONNECTION_BAD
from ._result import TUPLES_OK

if TYPE_CHECKING:
    from ._connection import connection

INV_WRITE, INV_READ = 0x20000, 0x40000

_FUNCTIONS = b"""select proname, oid from pg_catalog.pg_proc where proname in ('lo_open', 'lo_close', 'lo_creat', 'lo_create',
    'lo_unlink', 'lo_lseek64', 'lo_tell64', 'lo_truncate64', 'loread', 'lowrite') and pronamespace = 'pg_catalog'::regnamespace"""


def call(conn: connection, function: str, *arguments: int | bytes) -> bytes:
    """The result; OperationalError with libpq's text, which here keeps its ``ERROR:``."""
    if conn._finished:
        raise OperationalError("connection pointer is NULL\n")
    with conn._lock:
        if not conn._lo_functions:
            _ask(conn)
        result = conn._pq.call(conn._lo_functions[function], *arguments)
        if result is None:
            raise _failure(conn)
        return result


def _ask(conn: connection) -> None:
    """Once a connection, the server is asked for the functions' OIDs."""
    found = conn._pq.execute(_FUNCTIONS)
    if found is None or found.status != TUPLES_OK:
        raise _failure(conn, "query to initialize large object functions did not return data\n")
    for row in found.rows:
        end = 6 + int.from_bytes(row[2:6], "big")
        conn._lo_functions[row[6:end].decode()] = int(row[end + 4 :])


def _failure(conn: connection, more: str = "") -> OperationalError:
    if conn._pq.status == CONNECTION_BAD:
        conn._closed = 2
    return OperationalError(conn._pq.error_message + more)


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
