"""Two-phase commit: ``xid`` and the ``tpc_`` methods of a connection. Imports ``_execute``, ``_signals``, ``_xid``."""

from __future__ import annotations

from typing import Any

from . import _execute
from ._arguments import c_function
from ._connstate import ConnectionState
from ._constants import STATUS_BEGIN, STATUS_PREPARED, STATUS_READY
from ._exceptions import InterfaceError, NotSupportedError, ProgrammingError
from ._signals import held, uninterrupted


_ABSENT = object()  # None is refused as a transaction identifier


class TwoPhase(ConnectionState):
    """Mixin: the transaction whose COMMIT has two steps."""

    __slots__ = ()

    @c_function
    def xid(self, format_id: int, gtrid: str, bqual: str) -> Any:
        """A transaction identifier; NotSupportedError before the server has told its version."""
        self._check_open()
        if self._server_version < 80100:
            raise NotSupportedError(f"server version {self._server_version}: two-phase transactions not supported")
        from ._xid import Xid

        return Xid(format_id, gtrid, bqual)

    @c_function
    def tpc_begin(self, xid: Any, /) -> None:
        """Begin the transaction ``xid`` (an Xid or a string)."""
        self._check_open()
        self._check_sync("tpc_begin")
        self._check_outside("tpc_begin")
        from ._xid import ensure

        xid = ensure(xid)
        if self._autocommit:
            raise ProgrammingError("tpc_begin can't be called in autocommit mode")
        with held:
            _execute.begin(self)
            self._xid = xid

    @c_function
    def tpc_prepare(self) -> None:
        """First phase: PREPARE TRANSACTION."""
        self._check_open()
        self._check_sync("tpc_prepare")
        self._check_not_prepared("tpc_prepare")
        if self._xid is None:
            raise ProgrammingError("prepare must be called inside a two-phase transaction")
        with held:
            self._tpc(b"PREPARE TRANSACTION ", self._xid)
            self._status = STATUS_PREPARED

    @c_function
    def tpc_commit(self, xid: Any = _ABSENT, /) -> None:
        """Second phase, or all of it; with ``xid`` that of a recovered transaction."""
        self._check_open()
        self._check_sync("tpc_commit")
        self._finish(xid, b"COMMIT", b"COMMIT PREPARED ")

    @c_function
    def tpc_rollback(self, xid: Any = _ABSENT, /) -> None:
        """Undo, before or after the first phase; with ``xid`` a recovered transaction."""
        self._check_open()
        self._check_sync("tpc_rollback")
        self._finish(xid, b"ROLLBACK", b"ROLLBACK PREPARED ")

    @c_function
    def tpc_recover(self) -> list[Any]:
        """The prepared transactions the server has."""
        self._check_open()
        self._check_sync("tpc_recover")
        self._check_not_prepared("tpc_recover")
        from ._xid import recover

        return recover(self)

    @uninterrupted
    def _finish(self, xid: Any, plain: bytes, prepared: bytes) -> None:
        from ._xid import ensure

        if xid is not _ABSENT:
            xid = ensure(xid)
            if self._status != STATUS_READY:
                raise ProgrammingError("tpc_commit/tpc_rollback with a xid must be called outside a transaction")
            self._tpc(prepared, xid)
            return
        if self._xid is None:
            raise ProgrammingError(
                "tpc_commit/tpc_rollback with no parameter must be called in a two-phase transaction"
            )
        if self._status == STATUS_BEGIN:
            self._end(plain)
        elif self._status == STATUS_PREPARED:
            self._tpc(prepared, self._xid)
        else:
            raise InterfaceError("unexpected state in tpc_commit/tpc_rollback")
        self._xid = None
        self._status = STATUS_READY

    def _tpc(self, command: bytes, xid: Any) -> None:
        from ._literals import quote_string

        self._marks += 1  # invalidates the named cursors and the large objects
        _execute.command(self, command + quote_string(xid._bytes(self._codec), self))


