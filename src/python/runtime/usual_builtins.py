"""The builtins as programs find them, for what tells how a program ended: it may have overwritten or deleted some."""

from __future__ import annotations

import builtins

#: As a clause of ``except`` looks its class up by name when an exception has come.
AnyError = BaseException

_now = builtins.__dict__
_usual: dict[str, object] = {}


def own_builtins() -> dict[str, object]:
    """For ``__builtins__`` of a module whose functions are called in the midst of a program: they use these, whatever it has done."""
    return _now.copy()


def keep() -> None:
    """Remember them as they are."""
    _usual.update(_now)


def put_back() -> None:
    """Undo what a program has done to them; what it has added stays. Uses none of them."""
    _now.update(_usual)


class UsualBuiltins:
    """A context with them, after which the program has its own again."""

    def __enter__(self) -> None:
        self._programs = _now.copy()
        put_back()

    def __exit__(self, *_: object) -> None:
        for name in _usual:
            if name in self._programs:
                _now[name] = self._programs[name]
            else:
                _now.pop(name, None)
