"""The part of a connection that sets how transactions behave. Imports ``_execute``."""

from __future__ import annotations

from typing import Any

from . import _execute
from ._attributes import computed
from ._constants import STATUS_BEGIN, STATUS_READY
from ._exceptions import ProgrammingError

_LEVELS = {"READ COMMITTED": 1, "REPEATABLE READ": 2, "SERIALIZABLE": 3, "READ UNCOMMITTED": 4}
_KEEP = object()


class Session:
    """Mixin: autocommit, isolation_level, readonly, deferrable and the methods that set them."""

    __slots__ = ()

    def set_session(
        self,
        isolation_level: Any = _KEEP,
        readonly: Any = _KEEP,
        deferrable: Any = _KEEP,
        autocommit: Any = _KEEP,
        **unknown: Any,
    ) -> None:
        """Characteristics of the next transactions; nothing is sent except under autocommit.

        ProgrammingError inside a transaction. None keeps a characteristic, ``'default'`` gives it back to the server.
        """
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        if unknown:
            raise TypeError(f"{next(iter(unknown))!r} is an invalid keyword argument for this function")
        level, read, defer, auto = self._isolation_level, self._readonly, self._deferrable, self._autocommit
        if isolation_level is not _KEEP and isolation_level is not None:
            level = parse_level(isolation_level)
        if readonly is not _KEEP and readonly is not None:
            read = parse_onoff(readonly)
        if deferrable is not _KEEP and deferrable is not None:
            defer = parse_onoff(deferrable)
        if autocommit is not _KEEP and autocommit is not None:
            auto = bool(autocommit)
        self._apply(level, read, defer, auto)

    def _check_outside(self, what: str) -> None:
        if self._status != STATUS_READY:
            raise ProgrammingError(f"{what} cannot be used inside a transaction")

    def _apply(self, level: int | None, read: bool | None, defer: bool | None, auto: bool) -> None:
        """Take the values; with autocommit there is no BEGIN to carry them, so the server's defaults are set."""
        if auto:
            if level != self._isolation_level or not self._autocommit and level is not None:
                self._default("isolation", _execute.ISOLATION[level].decode().lower() if level is not None else None)
            if read != self._readonly or not self._autocommit and read is not None:
                self._default("read_only", read)
            if defer != self._deferrable or not self._autocommit and defer is not None:
                self._default("deferrable", defer)
        elif self._autocommit:
            if self._isolation_level is not None:
                self._default("isolation", None)
            if self._readonly is not None:
                self._default("read_only", None)
            if self._deferrable is not None:
                self._default("deferrable", None)
        self._isolation_level, self._readonly, self._deferrable, self._autocommit = level, read, defer, auto

    def _default(self, name: str, value: Any) -> None:
        text = "default" if value is None else value if isinstance(value, str) else "on" if value else "off"
        _execute.command(self, f"SET default_transaction_{name} TO '{text}'".encode())

    def set_isolation_level(self, level: int | None) -> None:
        """The older way: 0 is autocommit, None the server's default. Rolls back an open transaction."""
        self._check_open()
        self._check_sync("set_isolation_level")
        self._check_not_prepared("set_isolation_level")
        if level is not None and not 0 <= level <= 4:
            raise ValueError("isolation level must be between 0 and 4")
        if self._status == STATUS_BEGIN:
            self._end(b"ROLLBACK")
        if level == 0:
            self._apply(self._isolation_level, self._readonly, self._deferrable, True)
        else:
            self._apply(level, self._readonly, self._deferrable, False)

    @computed
    def autocommit(self) -> bool:
        """Whether each statement is a transaction of its own."""
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value: Any) -> None:
        self.set_session(autocommit=bool(value))

    @computed
    def isolation_level(self) -> int | None:
        """One of extensions.ISOLATION_LEVEL_*; None: the server's default."""
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self, value: Any) -> None:
        self._check_open()
        self._check_sync('"isolation_level"')
        self._check_outside("isolation_level")
        self._apply(parse_level(value) if value is not None else None, self._readonly, self._deferrable, self._autocommit)

    @computed
    def readonly(self) -> bool | None:
        """None: the server's default."""
        return self._readonly

    @readonly.setter
    def readonly(self, value: Any) -> None:
        self._check_open()
        self._check_sync("readonly")
        self._check_outside("readonly")
        self._apply(self._isolation_level, parse_onoff(value), self._deferrable, self._autocommit)

    @computed
    def deferrable(self) -> bool | None:
        """None: the server's default."""
        return self._deferrable

    @deferrable.setter
    def deferrable(self, value: Any) -> None:
        self._check_open()
        self._check_sync("deferrable")
        self._check_outside("deferrable")
        self._apply(self._isolation_level, self._readonly, parse_onoff(value), self._autocommit)


def parse_level(value: Any) -> int | None:
    """A level by number or name; ValueError."""
    if isinstance(value, (str, bytes)):
        text = value.decode() if isinstance(value, bytes) else value
        if text.upper() == "DEFAULT":
            return None
        if text.upper() not in _LEVELS:
            raise ValueError(f"bad value for isolation_level: '{text}'")
        return _LEVELS[text.upper()]
    number = value.__index__() if hasattr(value, "__index__") else int(value)
    if not 1 <= number <= 4:
        raise ValueError("isolation_level must be between 1 and 4")
    return number


def parse_onoff(value: Any) -> bool | None:
    """True, False or ``'default'``; ValueError for another string."""
    if value is None:
        return None
    if isinstance(value, (str, bytes)):
        text = value.decode() if isinstance(value, bytes) else value
        if text.lower() != "default":
            raise ValueError(f"the only string accepted is 'default'; got {text}")
        return None
    return bool(value)
