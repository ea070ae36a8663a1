"""Pools of connections: one for a single thread, one for many."""

from __future__ import annotations as _annotations

from typing import Any as _Any

import psycopg2

from . import extensions as _ext


class PoolError(psycopg2.Error):
    """The pool is closed or exhausted, or a connection is not one of its own."""


class AbstractConnectionPool:
    """Keeps between ``minconn`` and ``maxconn`` connections, all opened with the same arguments."""

    def __init__(self, minconn: _Any, maxconn: _Any, *args: _Any, **kwargs: _Any) -> None:
        """Opens ``minconn`` connections at once with ``psycopg2.connect(*args, **kwargs)``."""
        self.minconn = int(minconn)
        self.maxconn = int(maxconn)
        self.closed = False
        self._args = args
        self._kwargs = kwargs
        self._pool: list[_Any] = []
        self._used: dict[_Any, _Any] = {}  # key to connection
        self._rused: dict[int, _Any] = {}  # id of connection to key
        self._keys = 0
        for _ in range(self.minconn):
            self._connect()

    def _connect(self, key: _Any = None) -> _Any:
        conn = psycopg2.connect(*self._args, **self._kwargs)
        if key is None:
            self._pool.append(conn)
        else:
            self._lend(conn, key)
        return conn

    def _lend(self, conn: _Any, key: _Any) -> _Any:
        self._used[key] = conn
        self._rused[id(conn)] = key
        return conn

    def _getkey(self) -> int:
        self._keys += 1
        return self._keys

    def _getconn(self, key: _Any = None) -> _Any:
        if self.closed:
            raise PoolError("connection pool is closed")
        if key is None:
            key = self._getkey()
        if key in self._used:
            return self._used[key]
        if self._pool:
            return self._lend(self._pool.pop(), key)
        if len(self._used) == self.maxconn:
            raise PoolError("connection pool exhausted")
        return self._connect(key)

    def _putconn(self, conn: _Any, key: _Any = None, close: bool = False) -> None:
        if self.closed:
            raise PoolError("connection pool is closed")
        if key is None:
            key = self._rused.get(id(conn))
            if key is None:
                raise PoolError("trying to put unkeyed connection")
        if len(self._pool) < self.minconn and not close:
            self._give_back(conn)
        else:
            conn.close()
        # The pool may have been closed while the connection was rolled back.
        if not self.closed or key in self._used:
            del self._used[key]
            del self._rused[id(conn)]

    def _give_back(self, conn: _Any) -> None:
        """Keep a connection that still works, without the transaction it was in."""
        if conn.closed:
            return
        status = conn.info.transaction_status
        if status == _ext.TRANSACTION_STATUS_UNKNOWN:
            conn.close()
            return
        if status != _ext.TRANSACTION_STATUS_IDLE:
            conn.rollback()
        self._pool.append(conn)

    def _closeall(self) -> None:
        if self.closed:
            raise PoolError("connection pool is closed")
        for conn in self._pool + list(self._used.values()):
            try:
                conn.close()
            except Exception:  # noqa: BLE001, S110 - the others are to be closed all the same
                pass
        self.closed = True


class SimpleConnectionPool(AbstractConnectionPool):
    """For use by one thread."""

    def getconn(self, key: _Any = None) -> _Any:
        """A connection; with a ``key``, the one lent under it. PoolError if ``maxconn`` are lent."""
        return self._getconn(key)

    def putconn(self, conn: _Any, key: _Any = None, close: bool = False) -> None:
        """Give ``conn`` back, rolled back; with ``close``, or if enough are kept, close it."""
        self._putconn(conn, key, close)

    def closeall(self) -> None:
        """Close every connection, lent ones too."""
        self._closeall()


class ThreadedConnectionPool(AbstractConnectionPool):
    """For use by several threads."""

    def __init__(self, minconn: _Any, maxconn: _Any, *args: _Any, **kwargs: _Any) -> None:
        import threading

        super().__init__(minconn, maxconn, *args, **kwargs)
        self._lock = threading.Lock()

    def getconn(self, key: _Any = None) -> _Any:
        """As in SimpleConnectionPool."""
        with self._lock:
            return self._getconn(key)

    def putconn(self, conn: _Any = None, key: _Any = None, close: bool = False) -> None:
        """As in SimpleConnectionPool."""
        with self._lock:
            self._putconn(conn, key, close)

    def closeall(self) -> None:
        """As in SimpleConnectionPool."""
        with self._lock:
            self._closeall()
