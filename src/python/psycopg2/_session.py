"""The part of a connection that sets how transactions behave. Imports ``_execute``."""

from __future__ import annotations

from typing import Any

from . import _execute
from ._arguments import c_function, type_name
from ._attributes import computed
from ._connstate import ConnectionState
from ._constants import STATUS_BEGIN

_LEVELS = {"READ COMMITTED": 1, "REPEATABLE READ": 2, "SERIALIZABLE": 3, "READ UNCOMMITTED": 4}
_KEEP = object()
# Attribute of the connection to the end of the name of the setting that holds its default on the server.
_SETTINGS = {"isolation_level": b"isolation", "readonly": b"read_only", "deferrable": b"deferrable"}


class Session(ConnectionState):
    """Mixin: autocommit, isolation_level, readonly, deferrable and the methods that set them."""

    __slots__ = ()

    @c_function
    def set_session(
        self,
        isolation_level: Any = _KEEP,
        readonly: Any = _KEEP,
        deferrable: Any = _KEEP,
        autocommit: Any = _KEEP,
    ) -> None:
        """Characteristics of the next transactions; nothing is sent except under, or on leaving, autocommit.

        ProgrammingError inside a transaction. None keeps a characteristic, ``'default'`` gives it back to the server.
        """
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        changes: dict[str, Any] = {}
        if isolation_level is not _KEEP and isolation_level is not None:
            changes["isolation_level"] = parse_level(isolation_level)
        if readonly is not _KEEP and readonly is not None:
            changes["readonly"] = parse_onoff(readonly)
        if deferrable is not _KEEP and deferrable is not None:
            changes["deferrable"] = parse_onoff(deferrable)
        auto = self._autocommit
        if autocommit is not _KEEP and autocommit is not None:
            auto = bool(autocommit)
        self._apply(changes, auto)

    def _apply(self, changes: dict[str, Any], auto: bool) -> None:
        """Take what changes. Under autocommit no BEGIN carries it, so it is set as the server's default.

        Leaving autocommit gives those defaults back, for BEGIN to carry the characteristics from then on.
        """
        with self._lock:
            if auto:
                for name, value in changes.items():
                    self._set_default(name, value)
            elif self._autocommit:
                for name in _SETTINGS:
                    if getattr(self, "_" + name) is not None:
                        self._set_default(name, None)
            self._take_arrived()
            for name, value in changes.items():
                setattr(self, "_" + name, value)
            self._autocommit = auto

    def _set_default(self, name: str, value: Any) -> None:
        if value is None:
            text = b"DEFAULT"
        elif name == "isolation_level":
            text = b"'" + _execute.ISOLATION[value] + b"'"
        else:
            text = b"'on'" if value else b"'off'"
        _execute.command(self, b"SET default_transaction_%s TO %s" % (_SETTINGS[name], text))

    @c_function
    def set_isolation_level(self, level: int | None, /) -> None:
        """The older way: 0 is autocommit, None the server's default. Rolls back an open transaction."""
        self._check_open()
        self._check_sync('"isolation_level"')
        self._check_not_prepared('"isolation_level"')
        if level is not None and not isinstance(level, int):
            level = 1  # psycopg2 takes whatever is no number for READ COMMITTED, even the names of other levels
        if level is not None and not 0 <= level <= 4:
            raise ValueError("isolation level must be between 0 and 4")
        if self._status == STATUS_BEGIN:
            self._end(b"ROLLBACK")
        if level == 0:
            self._apply({}, True)
        else:
            self._apply({"isolation_level": parse_level(level) if level is not None else None}, False)

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
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"isolation_level": parse_level(value) if value is not None else None}, self._autocommit)

    @computed
    def readonly(self) -> bool | None:
        """None: the server's default."""
        return self._readonly

    @readonly.setter
    def readonly(self, value: Any) -> None:
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"readonly": parse_onoff(value)}, self._autocommit)

    @computed
    def deferrable(self) -> bool | None:
        """None: the server's default."""
        return self._deferrable

    @deferrable.setter
    def deferrable(self, value: Any) -> None:
        self._check_open()
        self._check_sync("set_session")
        self._check_outside("set_session")
        self._apply({"deferrable": parse_onoff(value)}, self._autocommit)


def parse_level(value: Any) -> int | None:
    """A level by number or name; ValueError."""
    if isinstance(value, (str, bytes)):
        text = value.decode() if isinstance(value, bytes) else value
        if text.upper() == "DEFAULT":
            return None
        if text.upper() not in _LEVELS:
            raise ValueError(f"bad value for isolation_level: '{text}'")
        return _LEVELS[text.upper()]
    if not isinstance(value, int):
        raise TypeError(f"Expected bytes or unicode string, got {type_name(type(value))} instead")
    number = int(value)
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
