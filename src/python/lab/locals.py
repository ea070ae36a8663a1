"""``_thread._local``: attributes of which each thread has its own. Imports ``switching``."""

from __future__ import annotations

from typing import Any

from . import switching

_get, _set, _delete = object.__getattribute__, object.__setattr__, object.__delattr__


class _Inside:
    """Stands for the object in the dictionaries of threads; has what ``__init__`` is called with in each."""

    __slots__ = ("arguments", "__weakref__")

    def __init__(self, arguments: tuple[tuple, dict]) -> None:
        self.arguments = arguments


def _enter(self: Any) -> None:
    """Make the attributes of the current thread those of the object."""
    inside = _get(self, "_inside")
    all_mine = switching.current.locals
    mine = all_mine.get(inside)
    if mine is None:
        mine = all_mine[inside] = {}
        _set(self, "__dict__", mine)
        args, kwargs = inside.arguments
        type(self).__init__(self, *args, **kwargs)
    _set(self, "__dict__", mine)


class local:
    """Thread-local data."""

    __slots__ = ("_inside", "__dict__", "__weakref__")

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        inside = _Inside((args, kwargs))
        _set(self, "_inside", inside)
        switching.current.locals[inside] = _get(self, "__dict__")  # __init__ is called by whoever makes the object
        return self

    def __getattribute__(self, name):
        _enter(self)
        return _get(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _enter(self)
        _set(self, name, value)

    def __delattr__(self, name):
        if name == "__dict__":
            raise AttributeError(f"'{type(self).__name__}' object attribute '__dict__' is read-only")
        _enter(self)
        _delete(self, name)


local.__module__, local.__qualname__, local.__name__ = "_thread", "_local", "_local"
