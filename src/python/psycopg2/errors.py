"""One exception class a SQLSTATE, as psycopg2 2.9.13 has them. The classes are made when first asked for."""

from __future__ import annotations as _annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

from ._errors import exceptions as _exceptions
from ._errors.exceptions import DatabaseError as DatabaseError
from ._errors.exceptions import DataError as DataError
from ._errors.exceptions import Error as Error
from ._errors.exceptions import IntegrityError as IntegrityError
from ._errors.exceptions import InterfaceError as InterfaceError
from ._errors.exceptions import InternalError as InternalError
from ._errors.exceptions import NotSupportedError as NotSupportedError
from ._errors.exceptions import OperationalError as OperationalError
from ._errors.exceptions import ProgrammingError as ProgrammingError
from ._errors.exceptions import QueryCanceledError as QueryCanceledError
from ._errors.exceptions import TransactionRollbackError as TransactionRollbackError
from ._errors.exceptions import Warning as Warning  # noqa: A004 - the name is DB-API's
from ._errors.sqlstates import CLASSES as _CLASSES
from ._errors.sqlstates import PREFIXES as _PREFIXES

if _TYPE_CHECKING:
    from typing import Any

_codes = {name: code for code, (name, _) in _CLASSES.items()}


# ``_psycopg.sqlstate_errors``, once a program has asked for it: that may change it, so it is what counts from then on.
_by_code: dict[str, type[_exceptions.Error]] = {}


def _all_by_code() -> dict[str, type[_exceptions.Error]]:
    """The table of all classes by SQLSTATE."""
    if not _by_code:
        _by_code.update({code: _made(code) for code in _CLASSES})
    return _by_code


def lookup(code: str) -> type[_exceptions.Error]:
    """The class of SQLSTATE ``code``; KeyError if psycopg2 2.9.13 does not know it."""
    return _by_code[code] if _by_code else _made(code)


def _made(code: str) -> type[_exceptions.Error]:
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
        return [name for name in __dir__() if not name.startswith("_")]
    try:
        return lookup(_codes[name])
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    ours = {name for name in globals() if name[:1] == "_" and name[:2] != "__"}
    return sorted({*_codes, *globals()} - ours)
