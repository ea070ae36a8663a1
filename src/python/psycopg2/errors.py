"""One exception class a SQLSTATE, as psycopg2 2.9.5 has them. The classes are made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

from . import _exceptions
from ._sqlstates import CLASSES as _CLASSES
from ._sqlstates import PREFIXES as _PREFIXES

if _TYPE_CHECKING:
    from typing import Any

_codes = {name: code for code, (name, _) in _CLASSES.items()}


def lookup(code: str) -> type[_exceptions.Error]:
    """The class of SQLSTATE ``code``; KeyError if psycopg2 2.9.5 does not know it."""
    name, base = _CLASSES[code]
    found: type[_exceptions.Error] | None = globals().get(name)
    if found is None:
        found = type(name, (getattr(_exceptions, base),), {"__module__": __name__})
        globals()[name] = found
    return found


def _by_sqlstate(code: str) -> type[_exceptions.Error]:
    """The class to raise for any SQLSTATE, known or not."""
    try:
        return lookup(code)
    except KeyError:
        name = _PREFIXES.get(code[:2]) or _PREFIXES.get(code[:1]) or "DatabaseError"
        return getattr(_exceptions, name)


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return [*_codes, "lookup"]
    try:
        return lookup(_codes[name])
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted({*_codes, "lookup", *(name for name in globals() if name.startswith("__"))})
