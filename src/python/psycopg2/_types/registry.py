"""The typecasters there are, by OID, and those that programs make."""

from __future__ import annotations

from typing import Any, Callable

from .._extension.arguments import c_function, string, wrong_type
from .._errors.exceptions import Error
from .typecast import type, typecaster

# OID to typecaster; extensions.string_types and binary_types.
string_types: dict[int, type] = {}
binary_types: dict[int, type] = {}


def _no_cast(text: str | None, cursor: Any) -> Any:
    raise Error("internal error: no casting function found")


@c_function
def new_type(
    values: tuple[int, ...],
    name: str = "",
    castobj: Callable[[str | None, Any], Any] | None = None,
    baseobj: Any = None,
) -> type:
    """A typecaster from ``castobj(text or None, cursor)``, to be registered with ``register_type``."""
    _check(1, values, tuple)
    string(name, 2)
    return typecaster(name, tuple(values), cast=castobj or _no_cast)


@c_function
def new_array_type(values: tuple[int, ...], name: str, baseobj: type) -> type:
    """A typecaster for arrays whose items ``baseobj`` reads."""
    _check(1, values, tuple)
    string(name, 2)
    _check(3, baseobj, type)
    return typecaster(name, tuple(values), base=baseobj)


def _check(position: int, value: Any, cls: Any) -> None:
    if not isinstance(value, cls):
        name = "psycopg2._psycopg.type" if cls is type else cls.__name__
        raise wrong_type(position, name, value)
