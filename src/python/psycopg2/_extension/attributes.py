"""What C extensions do otherwise than Python classes: read-only attributes, and the texts of misuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, TypeVar

from .arguments import type_name


_Defined = TypeVar("_Defined", bound=Callable[..., Any])


def public(module: str) -> Callable[[_Defined], _Defined]:
    """Decorator: a class or function says of itself that it is of ``module``, as psycopg2's does."""

    def decorate(defined: _Defined) -> _Defined:
        defined.__module__ = module
        return defined

    return decorate


class member:
    """A field that can be read: the value of a slot, None if it has none yet. ``del`` puts ``null`` there, which reads as None."""

    def __init__(self, slot: str, doc: str, writable: bool = False, null: Any = None) -> None:
        self._slot = slot
        self._writable = writable
        self._null = null
        self.__doc__ = doc

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        value = getattr(obj, self._slot, None)
        return None if value is self._null else value

    def __set__(self, obj: Any, value: Any) -> None:
        if not self._writable:
            raise AttributeError("readonly attribute")
        setattr(obj, self._slot, value)

    def __delete__(self, obj: Any) -> None:
        self.__set__(obj, self._null)


# The modules that the classes written in C say they are of.
PUBLIC = ("psycopg2", "psycopg2.extensions", "psycopg2._psycopg")

if TYPE_CHECKING:
    computed = property


class _computed:
    """A value that is worked out when read, and written only if it has a setter."""

    def __init__(self, getter: Callable[[Any], Any]) -> None:
        self._getter = getter
        self._setter: Callable[[Any, Any], None] | None = None
        self._deleter: Callable[[Any], None] | None = None
        self._name = getter.__name__
        self.__doc__ = getter.__doc__

    def setter(self, setter: Callable[[Any, Any], None]) -> _computed:
        """Decorator: what writing does."""
        self._setter = setter
        return self

    def deleter(self, deleter: Callable[[Any], None]) -> _computed:
        """Decorator: what ``del`` does, if that is not to write None."""
        self._deleter = deleter
        return self

    def __set_name__(self, owner: Any, name: str) -> None:
        self._name = name

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        return self if obj is None else self._getter(obj)

    def __set__(self, obj: Any, value: Any) -> None:
        if self._setter is None:
            owner = [cls for cls in type(obj).__mro__ if cls.__module__ in PUBLIC and hasattr(cls, self._name)][-1]
            raise AttributeError(f"{_described(owner, self._name)} is not writable")
        self._setter(obj, value)

    def __delete__(self, obj: Any) -> None:
        """What C writes for ``del``: nothing in place of an object; a number cannot be nothing."""
        if self._deleter is not None:
            self._deleter(obj)
        elif self._setter is not None and self._getter.__annotations__["return"] == "int":
            raise TypeError("can't delete numeric/char attribute")
        else:
            self.__set__(obj, None)


if not TYPE_CHECKING:
    computed = _computed


class absent:
    """An attribute of a base that this class does not have: neither read nor written. See ``unreadable``."""

    def __init__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        if obj is None:
            return self
        raise self.unreadable()

    def __set__(self, obj: Any, value: Any) -> None:
        raise AttributeError(f"{_described(self._owner, self._name)} is not writable")

    def __delete__(self, obj: Any) -> None:
        self.__set__(obj, None)

    def unreadable(self) -> AttributeError:
        """What reading it raises, also from the ``__getattr__`` that Python turns to then."""
        return AttributeError(f"{_described(self._owner, self._name)} is not readable")


def _described(owner: type, name: str) -> str:
    return f"attribute {name!r} of '{owner.__module__}.{owner.__qualname__}' objects"


def unpicklable(self: Any, protocol: Any) -> Any:
    """``__reduce_ex__`` of what is written in C: neither pickled nor copied, unless a subclass says how; TypeError."""
    cls = type(self)
    if any(getattr(cls, name, None) is not getattr(object, name, None) for name in ("__reduce__", "__getstate__")):
        return object.__reduce_ex__(self, protocol)
    raise TypeError(f"cannot pickle '{cls.__name__ if protocol < 2 else type_name(cls)}' object")


def lacks(self: Any, name: str) -> Any:
    """``__getattr__`` of what is written in C; AttributeError."""
    raise no_attribute(self, name)


def no_attribute(obj: Any, name: str) -> AttributeError:
    """The error of ``obj`` for a name it lacks."""
    error = AttributeError(f"'{type_name(type(obj))}' object has no attribute {name!r}")
    try:
        error.name, error.obj = name, obj  # for "Did you mean"
    except AttributeError:
        pass
    return error
