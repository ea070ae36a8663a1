"""libpq's functions for large objects: each calls one of the server's, by its OID."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .._errors.exceptions import OperationalError
from .._libpq.pgconn import CONNECTION_BAD
from .._libpq.result import TUPLES_OK

if TYPE_CHECKING:
    from .connection import connection

INV_WRITE, INV_READ = 0x20000, 0x40000
INT_MAX = 2**31 - 1
# What is moved at a time of a local file
CHUNK = 8192
# And at most from or to the server, which sets aside memory for all that it is asked for; in the page it never gives that back
MOST = 1 << 20

_FUNCTIONS = b"""select proname, oid from pg_catalog.pg_proc where proname in ('lo_open', 'lo_close', 'lo_creat', 'lo_create',
    'lo_unlink', 'lo_lseek64', 'lo_tell64', 'lo_truncate64', 'loread', 'lowrite') and pronamespace = 'pg_catalog'::regnamespace"""


def call(conn: connection, function: str, *arguments: int | bytes) -> bytes:
    """The result; OperationalError with libpq's text, which here keeps its ``ERROR:``."""
    with conn._lock:
        if conn._finished:
            raise broken(conn, "connection pointer is NULL\n")
        if not conn._lo_functions:
            _ask(conn)
        result = conn._pq.call(conn._lo_functions[function], *arguments)
        if result is None:
            raise broken(conn, conn._pq.error_message)
        return result


def _ask(conn: connection) -> None:
    """Once a connection, the server is asked for the functions' OIDs."""
    found = conn._pq.execute(_FUNCTIONS)
    if found is None:
        raise broken(conn, conn._pq.error_message)
    if found.status != TUPLES_OK:
        raise broken(conn, conn._pq.error_message + "query to initialize large object functions did not return data\n")
    for row in found.rows:
        end = 6 + int.from_bytes(row[2:6], "big")
        conn._lo_functions[row[6:end].decode()] = int(row[end + 4 :])


def broken(conn: connection, message: str) -> OperationalError:
    """The error; a connection that is none any more is closed as one that was lost, even if it was closed by its program."""
    if conn._finished or conn._pq.status == CONNECTION_BAD:
        conn._closed = 2
    return OperationalError(message)


def number(raw: bytes) -> int:
    """A result that is an integer."""
    return int.from_bytes(raw, "big", signed=True)


def lo_read(conn: connection, fd: int, size: int) -> bytes:
    """At most so many bytes."""
    if size > INT_MAX:
        raise OperationalError("argument of lo_read exceeds integer range\n")
    with conn._lock:
        pieces = [call(conn, "loread", fd, min(size, MOST))]
        while len(pieces[-1]) == MOST and size > MOST:
            size -= MOST
            pieces.append(call(conn, "loread", fd, min(size, MOST)))
    return b"".join(pieces)


def lo_write(conn: connection, fd: int, data: bytes) -> int:
    """The number of bytes written."""
    if len(data) > INT_MAX:
        raise OperationalError("argument of lo_write exceeds integer range\n")
    with conn._lock:  # the server is asked even for nothing
        return sum(number(call(conn, "lowrite", fd, data[start : start + MOST])) for start in range(0, len(data) or 1, MOST))


def lo_import(conn: connection, name: str) -> int:
    """The OID of a new large object with the content of a local file."""
    file = _open(name, os.O_RDONLY)
    try:
        oid = int.from_bytes(call(conn, "lo_creat", INV_READ | INV_WRITE), "big")
        fd = number(call(conn, "lo_open", oid, INV_WRITE))
        try:
            while piece := os.read(file, CHUNK):
                call(conn, "lowrite", fd, piece)
        except OSError as error:
            call(conn, "lo_close", fd)
            raise OperationalError(f'could not read from file "{name}": {error.strerror}\n') from None
    finally:
        os.close(file)
    call(conn, "lo_close", fd)
    return oid


def lo_export(conn: connection, oid: int, name: str) -> None:
    """Write the content of a large object to a local file."""
    fd = number(call(conn, "lo_open", oid, INV_READ))
    try:
        file = _open(name, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    except OperationalError:
        call(conn, "lo_close", fd)
        raise
    try:
        while piece := call(conn, "loread", fd, CHUNK):
            os.write(file, piece)
    except OSError as error:
        call(conn, "lo_close", fd)
        raise OperationalError(f'could not write to file "{name}": {error.strerror}\n') from None
    finally:
        os.close(file)
    call(conn, "lo_close", fd)


def _open(name: str, flags: int) -> int:
    try:
        return os.open(name, flags | getattr(os, "O_BINARY", 0), 0o666)
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
