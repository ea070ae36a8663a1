"""The part of a connection that does not wait: ``poll``, for asynchronous connections and for green mode.

Imports ``_green``, ``_pq``, ``_signals``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _green, _pq
from ._arguments import c_function
from ._connstate import ConnectionState
from ._constants import (
    POLL_OK,
    POLL_READ,
    POLL_WRITE,
    STATUS_CONNECTING,
    STATUS_DATESTYLE,
    STATUS_READY,
    STATUS_SETUP,
)
from ._exceptions import InterfaceError, OperationalError
from ._green import DONE, READING, WRITING
from ._result import COMMAND_OK, FATAL_ERROR
from ._signals import uninterrupted


class Polling(ConnectionState):
    """Mixin: connecting, ``poll`` and ``isexecuting``."""

    __slots__ = ()

    if TYPE_CHECKING:

        def _setup(self) -> None: ...

    @uninterrupted
    def _connect_sync(self) -> None:
        if _green.callback is not None:
            self._connect_green()
        else:
            self._pq.connect()
        if self._pq.status == _pq.CONNECTION_BAD:
            self._closed = 2
            raise OperationalError(self._pq.error_message)
        self._setup()
        self._set_datestyle()
        self._take_arrived()
        self._status = STATUS_READY

    def _connect_green(self) -> None:
        self._connect_async()
        try:
            _green.wait(self)
        except BaseException:
            _green.panic(self)
            raise

    @uninterrupted
    def _connect_async(self) -> None:
        """Begin; what is wrong before any address is tried is told at once."""
        self._pq.nonblocking = True
        self._pq.connect_poll()
        if self._pq.status == _pq.CONNECTION_BAD and not self._pq.port:
            self._closed = 2
            raise OperationalError(self._pq.error_message)

    @c_function
    def isexecuting(self) -> bool:
        """Whether an asynchronous query is under way; False for other connections."""
        if not self._async:
            return False
        if self._status not in (1, 2, 5):
            return True
        return self._async_cursor is not None

    @c_function
    def poll(self) -> int:
        """Do what can be done without waiting; returns one of extensions.POLL_*."""
        self._check_open()
        return self._poll()

    @uninterrupted
    def _poll(self) -> int:
        if self._status == STATUS_SETUP:
            self._status = STATUS_CONNECTING
            if self._pq.status != _pq.CONNECTION_BAD:
                return POLL_WRITE
        if self._status == STATUS_CONNECTING:
            return self._poll_connecting()
        state = self._poll_query()
        if state != POLL_OK:
            return state
        if self._status == STATUS_DATESTYLE:
            result, self._async_result = self._async_result, None
            if result is None or result.status != COMMAND_OK:
                raise OperationalError("can't set datestyle to ISO")
            self._status = STATUS_READY
        elif self._async and self._async_cursor is not None:
            cursor, self._async_cursor = self._async_cursor(), None
            result, self._async_result = self._async_result, None
            if cursor is None:
                raise InterfaceError("the asynchronous cursor has disappeared")
            cursor._take(result)
        return state

    def _poll_connecting(self) -> int:
        polled = self._pq.connect_poll()
        if polled == _pq.POLLING_FAILED:
            raise OperationalError(_without_prefix(self._pq.error_message) or "asynchronous connection failed")
        if polled != _pq.POLLING_OK:
            return POLL_READ if polled == _pq.POLLING_READING else POLL_WRITE
        if not self._async:
            return POLL_OK
        self._autocommit = True
        self._setup()
        if not self._has_datestyle():
            self._status = STATUS_DATESTYLE
            self._pq.send_query(b"SET DATESTYLE TO 'ISO'")
            self._async_status = WRITING
            return POLL_WRITE
        self._take_arrived()
        self._status = STATUS_READY
        return POLL_OK

    def _poll_query(self) -> int:
        if self._async_status == WRITING:
            if not self._pq.flush():
                return POLL_WRITE
            self._async_status = READING
            return POLL_READ
        if not self._pq.consume_input():
            if self._pq.status == _pq.CONNECTION_BAD:
                self._closed = 2
            raise OperationalError(self._pq.error_message)
        self._take_arrived()
        while not self._pq.is_busy():
            result = self._pq.get_result()
            if result is None:
                self._async_status = DONE
                return POLL_OK
            if result.status != FATAL_ERROR or self._pq.status == _pq.CONNECTION_OK:
                self._async_result = result
            if result.status in (3, 4, 8):
                self._async_status = DONE
                return POLL_OK
        return POLL_READ


def _without_prefix(message: str) -> str:
    """Asynchronous connections lack the prefix that says where to."""
    head, separator, rest = message.partition(" failed: ")
    return rest if separator and head.startswith("connection to server at") else message


