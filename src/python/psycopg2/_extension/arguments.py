"""Calls that do not fit: refused in the words of CPython's parser of arguments for C functions.

psycopg2 is a C extension, so these are what programs see of ``PyArg_ParseTuple`` (parameters by position only) and
``PyArg_ParseTupleAndKeywords`` (all others).
"""

from __future__ import annotations

from functools import wraps
from operator import index
from typing import TYPE_CHECKING, Any, Callable, TypeVar

if TYPE_CHECKING:
    from types import CodeType, FunctionType

_Function = TypeVar("_Function", bound=Callable[..., Any])
_PUBLIC = ("psycopg2.extensions", "psycopg2._psycopg")
_HEAP_TYPE, _IMMUTABLE_TYPE = 1 << 9, 1 << 8  # Py_TPFLAGS_…: classes written in Python have the first and never the second


def c_function(function: _Function) -> _Function:
    """Let a call that does not fit ``function`` fail as it would if it were written in C."""

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            traceback = error.__traceback__
            if traceback is None or traceback.tb_next is not None:  # of what the function does
                raise
        if kwargs and function.__name__ in ("__init__", "__call__") and _by_position(function):
            return checked(*args)  # PyArg_ParseTuple does not look at them
        raise TypeError(_misfit(function, args, kwargs))  # type: ignore[arg-type]

    if "." not in function.__qualname__:
        checked.__module__ = _PUBLIC[1]
    return checked  # type: ignore[return-value]


def c_function_of_one(function: _Function) -> _Function:
    """The same for the functions of one argument that CPython counts by itself."""
    function.of_one = True  # type: ignore[attr-defined]
    return c_function(function)


def names_async(function: _Function) -> _Function:
    """Decorator: the parameter ``asynchronous`` is ``async``, which Python's grammar does not take for a name."""
    code: CodeType = function.__code__  # type: ignore[attr-defined]
    names = ["async" if name == "asynchronous" else name for name in code.co_varnames]
    function.__code__ = code.replace(co_varnames=tuple(names))  # type: ignore[attr-defined]
    return function


def _by_position(function: Any) -> bool:
    return function.__code__.co_posonlyargcount == function.__code__.co_argcount


def _misfit(function: FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    owner = ""
    if names[:1] == ("self",):
        if not args:
            return f"unbound method {function.__qualname__}() needs an argument"
        public = [cls for cls in type(args[0]).__mro__ if cls.__module__ in _PUBLIC]
        if not public:
            kind = function.__qualname__.rpartition(".")[0]
            theirs = f"{_PUBLIC[0]}.{kind}"
            return f"descriptor {function.__name__!r} for {theirs!r} objects doesn't apply to a {type(args[0]).__name__!r} object"
        names = names[1:]
        owner = public[0].__qualname__ + "."
        args = args[1:]
    needed = len(names) - len(function.__defaults__ or ())
    if not names:
        owner = owner or "psycopg2._psycopg."
        problem = "keyword arguments" if kwargs else f"arguments ({len(args)} given)"
        return f"{owner}{function.__name__}() takes no {problem}"
    if not _by_position(function):
        return _misfit_of_names(names, needed, args, kwargs)
    if kwargs:
        return f"{owner}{function.__name__}() takes no keyword arguments"
    if hasattr(function, "of_one"):
        return f"psycopg2._psycopg.{function.__name__}() takes exactly one argument ({len(args)} given)"
    bound = "exactly" if needed == len(names) else "at least" if len(args) < needed else "at most"
    count = needed if len(args) < needed else len(names)
    return f"function takes {bound} {_arguments(count)} ({len(args)} given)"


def _misfit_of_names(names: tuple[str, ...], needed: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    given = len(args) + len(kwargs)
    if given > len(names):
        kind = "" if args else "keyword "
        return f"function takes at most {_arguments(len(names), kind)} ({given} given)"
    for position, name in enumerate(names, 1):
        if position <= len(args):
            if name in kwargs:
                return f"argument for function given by name ({name!r}) and position ({position})"
        elif position <= needed and name not in kwargs:
            return f"function missing required argument {name!r} (pos {position})"
    unknown = next(name for name in kwargs if name not in names)
    return f"{unknown!r} is an invalid keyword argument for this function"


def _arguments(count: int, kind: str = "") -> str:
    return f"{count} {kind}argument{'' if count == 1 else 's'}"


def string(value: Any, position: int, or_none: bool = False) -> Any:
    """``value`` if it is a str (or None, where that is allowed); TypeError or, for a NUL in it, ValueError."""
    if value is None and or_none:
        return None
    if not isinstance(value, str):
        raise wrong_type(position, "str or None" if or_none else "str", value)
    if "\0" in value:
        raise ValueError("embedded null character")
    return value


def c_long(value: Any) -> int:
    """``value`` as a C long; TypeError, OverflowError."""
    found = int(index(value))  # before Python 3.10 a bool stays one
    if not -(2**63) <= found < 2**63:
        raise OverflowError("Python int too large to convert to C long")
    return found


def c_size(value: Any) -> int:
    """``value`` as a C ssize_t; TypeError, OverflowError."""
    found = index(value)
    if not -(2**63) <= found < 2**63:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return found


def c_unsigned(value: Any) -> int:
    """``value`` as a C unsigned int, whatever of it has room in there; TypeError."""
    return index(value) & 0xFFFFFFFF


def c_int(value: Any) -> int:
    """``value`` as a C int; TypeError, OverflowError."""
    found = c_long(value)
    if found >= 2**31:
        raise OverflowError("signed integer is greater than maximum")
    if found < -(2**31):
        raise OverflowError("signed integer is less than minimum")
    return found


def position(value: Any, count: int) -> int:
    """An index into a sequence of ``count`` items, IndexError; slices are not taken."""
    if not hasattr(value, "__index__"):
        raise TypeError(f"sequence index must be integer, not '{type_name(type(value))}'")
    found = index(value)
    if not -count <= found < count:
        raise IndexError("index out of range")
    return found


def number(value: Any) -> float:
    """``value`` as a float; TypeError."""
    if not hasattr(type(value), "__float__") and not hasattr(type(value), "__index__"):
        raise TypeError(f"must be real number, not {type_name(type(value))}")
    return float(value)


def wrong_type(position: int, wanted: str, value: Any) -> TypeError:
    """The error of a parameter that must be of another type than ``value``."""
    return TypeError(f"argument {position} must be {wanted}, not {'None' if value is None else type_name(type(value))}")


def type_name(cls: type) -> str:
    """As errors name a type: one written in C, psycopg2's among them, has its module's name before its own."""
    in_c = cls.__module__ in _PUBLIC or (cls.__module__, cls.__name__) == ("psycopg2", "Error") or written_in_c(cls)
    return f"{cls.__module__}.{cls.__name__}" if in_c and cls.__module__ != "builtins" else cls.__name__


def written_in_c(cls: type) -> bool:
    """Whether ``cls`` is a type of CPython or of an extension."""
    return not cls.__flags__ & _HEAP_TYPE or bool(cls.__flags__ & _IMMUTABLE_TYPE)
