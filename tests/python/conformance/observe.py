"""What the programs print with: values with their types, errors with all that can be asked of them, the states of a connection."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Any, Callable

import psycopg2

#: Texts of datetime that are others in other releases of Python.
_VARYING = re.compile(r"^(year|month|day|hour|minute|second|microsecond) .*(is out of range|must be in |out of range for month)")
#: Not where in the source of the server an error arose: that differs between releases.
_DIAGNOSTICS = (
    "severity",
    "severity_nonlocalized",
    "sqlstate",
    "message_primary",
    "message_detail",
    "message_hint",
    "statement_position",
    "internal_position",
    "internal_query",
    "context",
    "schema_name",
    "table_name",
    "column_name",
    "datatype_name",
    "constraint_name",
)


def show(what: str, value: Any) -> None:
    """One line: a name, the type, the value."""
    print(f"{what}: {type(value).__name__} {text(value)}")


def text(value: Any) -> str:
    """``repr``, but for memory, which is shown by its bytes, however deep in containers of the exact built-in types."""
    if type(value) is memoryview:
        return f"memoryview({bytes(value)!r})"
    if type(value) is list:
        return f"[{', '.join(map(text, value))}]"
    if type(value) is tuple:
        return f"({', '.join(map(text, value))}{',' if len(value) == 1 else ''})"
    if type(value) is dict:
        return f"{{{', '.join(f'{text(key)}: {text(item)}' for key, item in value.items())}}}"
    if isinstance(value, OrderedDict):  # whose repr is another since Python 3.12
        return f"{type(value).__name__}({text(list(value.items()))})"
    return repr(value)


def attempt(what: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call ``function``; show what it returns or how it fails. Returns the result, None after a failure."""
    try:
        value = function(*args, **kwargs)
    except BaseException as error:  # a program shows whatever is raised
        failure(what, error)
        return None
    show(what, value)
    return value


def refused(what: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Call ``function`` and show what kind of error that is: for those whose words differ between releases of Python."""
    try:
        function(*args, **kwargs)
    except Exception as error:
        print(f"{what}: {type(error).__name__}")
    else:
        print(f"{what}: not refused")


def failure(what: str, error: BaseException) -> None:
    """An exception: its classes, its text, and what psycopg2 adds."""
    print(f"{what}: {' > '.join(_classes(type(error)))}")
    if _VARYING.search(str(error)):
        print("    in Python's own words")
        return
    print(f"    {str(error)!r}" if error.args in ((str(error),), ()) else f"    {str(error)!r} of {error.args!r}")
    if isinstance(error, psycopg2.Error):
        at = error.cursor
        cursor = "no cursor" if at is None else f"a {type(at).__name__}"
        print(f"    pgcode {error.pgcode!r}, pgerror {error.pgerror!r}, {cursor}")


def diagnostics(error: psycopg2.Error) -> None:
    """The fields of ``error.diag`` that are set."""
    for name in _DIAGNOSTICS:
        value = getattr(error.diag, name)
        if value is not None:
            print(f"    {name} {value!r}")


def _classes(cls: type) -> list[str]:
    shown = []
    for base in cls.__mro__:
        if base in (Exception, BaseException, object):
            break
        module = base.__module__
        shown.append(base.__qualname__ if module in ("builtins", "__main__") else f"{module}.{base.__qualname__}")
    return shown or [cls.__qualname__]


def state(conn: Any) -> str:
    """``closed/status/transaction status/libpq's status``."""
    return f"{conn.closed}/{conn.status}/{conn.get_transaction_status()}/{conn.info.status}"
