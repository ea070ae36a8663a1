"""The part of a cursor for cursors on the server: DECLARE, FETCH, MOVE, CLOSE."""

from __future__ import annotations

from typing import Any

from ._attributes import computed
from ._cursstate import CursorState
from ._exceptions import ProgrammingError, client_error


class Named(CursorState):
    """Mixin: what differs when a cursor has a name."""

    __slots__ = ()

    def _quoted_name(self) -> bytes:
        from ._quoting import escape_identifier

        return escape_identifier(self._encoded_name(), self._conn)

    def _encoded_name(self) -> bytes:
        return (self._name or "").encode(errors="surrogateescape")

    def _check_named_execute(self) -> None:
        if self._query is not None:
            raise client_error(ProgrammingError, "can't call .execute() on named cursors more than once", self)
        if self._conn._autocommit and not self._withhold:
            raise client_error(ProgrammingError, "can't use a named cursor outside of transactions", self)
        self._check_mark("execute")

    def _check_mark(self, method: str) -> None:
        """A cursor declared in an earlier transaction is gone, unless it was declared WITH HOLD."""
        if self._mark != self._conn._marks and not self._withhold:
            raise ProgrammingError("named cursor isn't valid anymore")

    def _declare(self, sql: bytes) -> bytes:
        scroll = {None: b"", True: b"SCROLL ", False: b"NO SCROLL "}[self._scrollable]
        hold = b"WITH" if self._withhold else b"WITHOUT"
        return b"DECLARE %s %sCURSOR %s HOLD FOR %s" % (self._quoted_name(), scroll, hold, sql)

    def _fetch_named(self, how: bytes) -> None:
        self._run(b"FETCH %s FROM %s" % (how, self._quoted_name()), begin=not self._withhold)

    def _scroll_named(self, value: int, mode: str) -> None:
        how = b"ABSOLUTE %d" % value if mode == "absolute" else b"%d" % value
        self._run(b"MOVE %s FROM %s" % (how, self._quoted_name()), begin=not self._withhold)
        self._forget()
        self._rowcount = -1

    def _close_named(self) -> None:
        """CLOSE, unless the transaction that would run it is over or broken."""
        conn = self._conn
        if conn._closed or conn._pq.transaction_status() in (3, 4):
            return
        if self._query is None:  # never executed, yet the server may have a cursor of this name
            self._run(b"SELECT 1 FROM pg_catalog.pg_cursors where name = " + self._name_literal(), begin=False)
            if self._rowcount == 0:
                return
        self._check_mark("close")
        self._run(b"CLOSE " + self._quoted_name(), begin=False)

    def _name_literal(self) -> bytes:
        from ._literals import quote_string

        return quote_string(self._encoded_name(), self._conn)

    @computed
    def withhold(self) -> bool:
        """Whether the server keeps the cursor beyond its transaction."""
        return self._withhold

    @withhold.setter
    def withhold(self, value: Any) -> None:
        if self._name is None and value is not False:
            raise ProgrammingError("trying to set .withhold on unnamed cursor")
        self._withhold = bool(value)

    @computed
    def scrollable(self) -> bool | None:
        """True SCROLL, False NO SCROLL, None as the server decides."""
        return self._scrollable

    @scrollable.setter
    def scrollable(self, value: Any) -> None:
        if self._name is None and value is not None:
            raise ProgrammingError("trying to set .scrollable on unnamed cursor")
        self._scrollable = None if value is None else bool(value)
