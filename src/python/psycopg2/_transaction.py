"""The part of a connection that ends transactions. Imports ``_execute``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _execute
from ._arguments import c_function
from ._connstate import ConnectionState
from ._constants import STATUS_BEGIN, STATUS_READY
from ._exceptions import ProgrammingError

if TYPE_CHECKING:
    from typing_extensions import Self


class Transactions(ConnectionState):
    """Mixin: ``commit``, ``rollback`` and the ``with`` block that ends in one of them."""

    __slots__ = ()

    @c_function
    def commit(self) -> None:
        """COMMIT if a transaction is open. After an error the server answers it with a rollback, silently."""
        self._check_open()
        self._check_sync("commit")
        if self._xid is not None:
            raise ProgrammingError("commit cannot be used during a two-phase transaction")
        self._end(b"COMMIT")

    @c_function
    def rollback(self) -> None:
        """ROLLBACK if a transaction is open."""
        self._check_open()
        self._check_sync("rollback")
        if self._xid is not None:
            raise ProgrammingError("rollback cannot be used during a two-phase transaction")
        self._end(b"ROLLBACK")

    def _end(self, sql: bytes) -> None:
        with self._lock:
            if self._status != STATUS_BEGIN:
                self._take_arrived()
                return
            self._marks += 1  # invalidates the named cursors
            if sql == b"COMMIT":
                self._status = STATUS_READY  # also if it fails
            try:
                _execute.command(self, sql)
            finally:
                self._take_arrived()
            self._status = STATUS_READY

    @c_function
    def __enter__(self) -> Self:
        """Begin a block that ends in commit or rollback; the connection stays open."""
        self._check_open()
        if self._entered or self._status == STATUS_BEGIN and self._autocommit:
            raise ProgrammingError("the connection cannot be re-entered recursively")
        self._entered = True
        return self

    @c_function
    def __exit__(self, kind: Any, value: Any, traceback: Any, /) -> None:
        """Commit, or roll back if the block raised."""
        self._entered = False
        if kind is None:
            self.commit()
        else:
            self.rollback()
