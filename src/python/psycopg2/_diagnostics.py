"""``Error.diag``: the fields of an ErrorResponse under psycopg2's names. Imports ``_arguments``, ``_attributes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function
from ._attributes import computed, no_attribute, unpicklable

if TYPE_CHECKING:
    from ._exceptions import Error

# Field codes: PostgreSQL's documentation, "Error and Notice Message Fields".
FIELDS = {
    "severity": "S",
    "severity_nonlocalized": "V",
    "sqlstate": "C",
    "message_primary": "M",
    "message_detail": "D",
    "message_hint": "H",
    "statement_position": "P",
    "internal_position": "p",
    "internal_query": "q",
    "context": "W",
    "schema_name": "s",
    "table_name": "t",
    "column_name": "c",
    "datatype_name": "d",
    "constraint_name": "n",
    "source_file": "F",
    "source_line": "L",
    "source_function": "R",
}


class Diagnostics:
    """Details of a server's error: each field is a str, or None where the server sent none."""

    __slots__ = ("_error", "_fields")

    @c_function
    def __init__(self, error: Error, /) -> None:
        """``error`` must be a ``psycopg2.Error``; anything else is a TypeError."""
        from ._exceptions import Error

        if not isinstance(error, Error):
            raise TypeError("The argument must be a psycopg2.Error")
        self._error = error  # and with it the cursor of the error
        result = getattr(error, "_result", None)
        self._fields = result.fields if result is not None else {}

    __reduce_ex__ = unpicklable

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)


def _field(name: str, code: str) -> Any:
    def getter(self: Diagnostics) -> str | None:
        return self._fields.get(code)

    getter.__name__ = name
    getter.__doc__ = f"Field {code} of the message."
    return computed(getter)


for _name, _code in FIELDS.items():
    setattr(Diagnostics, _name, _field(_name, _code))
Diagnostics.__module__ = "psycopg2.extensions"
