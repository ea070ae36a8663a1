"""``_thread._local``: an object whose attributes each thread has for itself."""

from __future__ import annotations

from typing import Any

from ..scheduling import thread_state
from ..scheduling.thread_state import ThreadState

_get, _set, _delete = object.__getattribute__, object.__setattr__, object.__delattr__


class _Inside:
    """The attributes of each thread, by its number, and the arguments with which ``__init__`` is called in each."""

    __slots__ = ("attributes", "arguments")

    def __init__(self, arguments: tuple[tuple, dict]) -> None:
        self.attributes: dict[int, dict[str, Any]] = {}
        self.arguments = arguments


def _enter(self: Any) -> None:
    """Make the current thread's attributes the ``__dict__`` of the object."""
    inside, me = _get(self, "_inside"), thread_state.current
    mine = inside.attributes.get(me.number)
    if mine is None:
        mine = {}
        _keep(self, mine)
        _set(self, "__dict__", mine)
        args, kwargs = inside.arguments
        try:
            type(self).__init__(self, *args, **kwargs)
        except BaseException:
            _drop(self, me)
            raise
    _set(self, "__dict__", mine)


def _keep(self: Any, mine: dict[str, Any]) -> None:
    inside, me = _get(self, "_inside"), thread_state.current
    inside.attributes[me.number] = mine
    me.locals[id(inside)] = self


def _drop(self: Any, state: ThreadState) -> None:
    mine = _get(self, "_inside").attributes.pop(state.number, None)
    if _get(self, "__dict__") is mine:
        _set(self, "__dict__", {})


def forget(state: ThreadState) -> None:
    """A thread has ended: drop its attributes in every object."""
    for each in list(state.locals.values()):
        _drop(each, state)


class local:
    """Thread-local data."""

    __slots__ = ("_inside", "__dict__", "__weakref__")

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        _set(self, "_inside", _Inside((args, kwargs)))
        _keep(self, _get(self, "__dict__"))  # __init__ is called next, by type.__call__
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


# A type in C has its module in its name, which shows in the texts of its errors
local.__module__, local.__qualname__, local.__name__ = "_thread", "_local", "_thread._local"
