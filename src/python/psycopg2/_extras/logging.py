"""Connections that write their statements to a log: for ``extras``."""

from __future__ import annotations

import os
import time
from typing import Any

import psycopg2

from .. import extensions as _ext
from .._extension.attributes import public


@public("psycopg2.extras")
class LoggingConnection(_ext.connection):
    """Writes every statement to a file or a logger given to ``initialize``."""

    def initialize(self, logobj: Any) -> None:
        """``logobj`` is a file, or a logger, which gets each statement at level DEBUG."""
        import logging

        self._logobj = logobj
        self.log = self._logtologger if isinstance(logobj, logging.Logger) else self._logtofile

    def filter(self, msg: Any, curs: Any) -> Any:
        """What to log of ``msg``; None or empty: nothing. To be overridden."""
        return msg

    def _logtofile(self, msg: Any, curs: Any) -> None:
        msg = self.filter(msg, curs)
        if msg:
            if isinstance(msg, bytes):
                msg = msg.decode(_ext.encodings[self.encoding], "replace")
            self._logobj.write(msg + os.linesep)

    def _logtologger(self, msg: Any, curs: Any) -> None:
        msg = self.filter(msg, curs)
        if msg:
            self._logobj.debug(msg)

    def _check(self) -> None:
        if not hasattr(self, "_logobj"):
            raise psycopg2.ProgrammingError("LoggingConnection object has not been initialize()d")

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A LoggingCursor, unless told otherwise."""
        self._check()
        kwargs.setdefault("cursor_factory", self.cursor_factory or LoggingCursor)
        return super().cursor(*args, **kwargs)


@public("psycopg2.extras")
class LoggingCursor(_ext.cursor):
    """Tells its LoggingConnection what it ran, whether that failed or not."""

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.execute."""
        try:
            return super().execute(query, vars)
        finally:
            self.connection.log(self.query, self)

    def callproc(self, procname: Any, vars: Any = None) -> Any:  # noqa: A002  # type: ignore[override]
        """As cursor.callproc."""
        try:
            return super().callproc(procname, vars)
        finally:
            self.connection.log(self.query, self)


@public("psycopg2.extras")
class MinTimeLoggingConnection(LoggingConnection):
    """Logs what took at least ``mintime`` milliseconds."""

    def initialize(self, logobj: Any, mintime: float = 0) -> None:
        """``mintime`` in milliseconds."""
        LoggingConnection.initialize(self, logobj)
        self._mintime = mintime

    def filter(self, msg: Any, curs: Any) -> Any:
        """The statement and its time, if it took long enough."""
        elapsed = (time.time() - curs.timestamp) * 1000
        if elapsed > self._mintime:
            if isinstance(msg, bytes):
                msg = msg.decode(_ext.encodings[self.encoding], "replace")
            return f"{msg}{os.linesep}  (execution time: {elapsed} ms)"
        return None

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A MinTimeLoggingCursor, unless told otherwise."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or MinTimeLoggingCursor)
        return LoggingConnection.cursor(self, *args, **kwargs)


@public("psycopg2.extras")
class MinTimeLoggingCursor(LoggingCursor):
    """Remembers when each statement began, in ``timestamp``."""

    timestamp: float

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.execute."""
        self.timestamp = time.time()
        return LoggingCursor.execute(self, query, vars)

    def callproc(self, procname: Any, vars: Any = None) -> Any:  # noqa: A002  # type: ignore[override]
        """As cursor.callproc."""
        self.timestamp = time.time()
        return LoggingCursor.callproc(self, procname, vars)
