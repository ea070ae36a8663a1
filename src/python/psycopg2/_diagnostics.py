"""``Error.diag``: the fields of an ErrorResponse under psycopg2's names. Imports ``_arguments``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._arguments import c_function

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

    @c_function
    def __init__(self, error: Error, /) -> None:
        """``error`` must be a ``psycopg2.Error``; anything else is a TypeError."""
        from ._exceptions import Error

        if not isinstance(error, Error):
            raise TypeError("The argument must be a psycopg2.Error")
        result = getattr(error, "_result", None)
        self._fields = result.fields if result is not None else {}

    def __getattr__(self, name: str) -> str | None:
        code = FIELDS.get(name)
        if code is None:
            raise AttributeError(f"'psycopg2.extensions.Diagnostics' object has no attribute {name!r}")
        return self._fields.get(code)

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *FIELDS]


Diagnostics.__module__ = "psycopg2.extensions"
