"""The part of a connection that keeps its session as psycopg2 wants it: client encoding, date style, reset. Imports ``_execute``."""

from __future__ import annotations

from . import _execute
from ._arguments import c_function, string
from ._connstate import ConnectionState
from ._constants import STATUS_BEGIN, STATUS_READY
from ._encodings import encodings
from ._exceptions import OperationalError


class Settings(ConnectionState):
    """Mixin: ``reset`` and ``set_client_encoding``."""

    __slots__ = ()

    @c_function
    def reset(self) -> None:
        """Back to a fresh session: rolled back, settings as they were at the start."""
        self._check_open()
        self._check_sync("reset")
        with self._lock:
            self._marks += 1
            try:
                if self._status == STATUS_BEGIN:
                    _execute.command(self, b"ABORT")
                _execute.command(self, b"DISCARD ALL")
            finally:
                self._take_arrived()
            self._status = STATUS_READY
            self._xid = None
            self._autocommit = False
            self._isolation_level = self._readonly = self._deferrable = None
            self._set_datestyle()
            self._read_encoding()

    def _has_datestyle(self) -> bool:
        """Whether dates come as they are read here; a walsender cannot be told, and sends none."""
        return "replication" in self._pq.options or self._pq.parameters.get("DateStyle", "").startswith("ISO")

    def _set_datestyle(self) -> None:
        if not self._has_datestyle():
            _execute.command(self, b"SET DATESTYLE TO 'ISO'")

    @c_function
    def set_client_encoding(self, encoding: str, /) -> None:
        """Speak ``encoding``; rolls back an open transaction."""
        self._check_open()
        self._check_sync("set_client_encoding")
        self._check_not_prepared("set_client_encoding")
        string(encoding, 1)
        cleaned = _cleaned(encoding)
        if cleaned == self._encoding:
            return
        with self._lock:
            if self._status == STATUS_BEGIN:
                self._marks += 1
                _execute.command(self, b"ROLLBACK")
                self._status = STATUS_READY
            _execute.command(self, b"SET client_encoding TO '" + cleaned.encode() + b"'")
            self._take_arrived()
            self._store_encoding(cleaned)  # as the program calls it: the server may have another name for it

    def _read_encoding(self) -> None:
        self._store_encoding(_cleaned(self._pq.parameters.get("client_encoding", "UTF8")))

    def _store_encoding(self, cleaned: str) -> None:
        if cleaned not in encodings:
            raise OperationalError(f"no Python encoding for PostgreSQL encoding '{cleaned}'")
        self._encoding = cleaned
        self._codec = self._pq.codec = encodings[cleaned]


def _cleaned(encoding: str) -> str:
    """The name in capitals, without whatever is no letter or digit of ASCII."""
    return "".join(character for character in encoding if character.isascii() and character.isalnum()).upper()
