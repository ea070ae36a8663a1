"""JSON both ways: the ``Json`` adapter and the casters of json and jsonb."""

from __future__ import annotations

import json
from typing import Any, Callable

from ._cursor.catalog import ask
from ._errors.exceptions import ProgrammingError
from ._adapters.isqlquote import ISQLQuote
from ._adapters.strings import QuotedString
from ._types.registry import new_array_type, new_type
from ._cursor.scope import register_type
from ._types.typecast import type

JSON_OID, JSONARRAY_OID, JSONB_OID, JSONBARRAY_OID = 114, 199, 3802, 3807


class Json:
    """Wraps what ``json.dumps`` takes, to be written as a JSON literal."""

    def __init__(self, adapted: Any, dumps: Callable[[Any], str] | None = None) -> None:
        """``dumps`` is used in place of ``json.dumps``."""
        self.adapted = adapted
        self._conn: Any = None
        self._dumps = dumps or json.dumps

    def __conform__(self, proto: Any) -> Any:
        return self if proto is ISQLQuote else None

    def dumps(self, obj: Any) -> str:
        """``obj`` as JSON text; to be overridden to write otherwise."""
        return self._dumps(obj)

    def prepare(self, conn: Any) -> None:
        """Take the encoding of ``conn``."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """The JSON text as a string literal."""
        quoted = QuotedString(self.dumps(self.adapted))
        if self._conn is not None:
            quoted.prepare(self._conn)
        return quoted.getquoted()

    def __str__(self) -> str:
        return self.getquoted().decode("ascii", "replace")


def register_json(
    conn_or_curs: Any = None,
    globally: bool = False,
    loads: Callable[[str], Any] | None = None,
    oid: int | None = None,
    array_oid: int | None = None,
    name: str = "json",
) -> tuple[type, type | None]:
    """Register casters of ``name``, reading with ``loads``; returns them (the array's may be None).

    Without ``oid`` the server of ``conn_or_curs`` is asked.
    """
    if oid is None:
        oid, array_oid = _get_json_oids(conn_or_curs, name)
    caster, array = _create_json_typecasters(oid, array_oid, loads, name.upper())
    scope = None if globally or conn_or_curs is None else conn_or_curs
    register_type(caster, scope)
    if array is not None:
        register_type(array, scope)
    return caster, array


def register_default_json(
    conn_or_curs: Any = None, globally: bool = False, loads: Callable[[str], Any] | None = None
) -> tuple[type, type | None]:
    """``register_json`` for the json type of every PostgreSQL since 9.2."""
    return register_json(conn_or_curs, globally, loads, JSON_OID, JSONARRAY_OID)


def register_default_jsonb(
    conn_or_curs: Any = None, globally: bool = False, loads: Callable[[str], Any] | None = None
) -> tuple[type, type | None]:
    """``register_json`` for the jsonb type of every PostgreSQL since 9.4."""
    return register_json(conn_or_curs, globally, loads, JSONB_OID, JSONBARRAY_OID, "jsonb")


def _create_json_typecasters(
    oid: int, array_oid: int | None, loads: Callable[[str], Any] | None = None, name: str = "JSON"
) -> tuple[type, type | None]:
    """The casters for a JSON type and its array."""
    read = loads or json.loads

    def typecast_json(text: str | None, cursor: Any) -> Any:
        return None if text is None else read(text)

    caster = new_type((oid,), name, typecast_json)
    return caster, new_array_type((array_oid,), f"{name}ARRAY", caster) if array_oid is not None else None


def _get_json_oids(conn_or_curs: Any, name: str = "json") -> tuple[int, int]:
    """(oid, array oid) of the type; leaves no transaction open that it opened."""
    rows = ask(conn_or_curs, "SELECT t.oid, typarray FROM pg_type t WHERE t.typname = %s", (name,))
    if not rows:
        raise ProgrammingError(f"{name} data type not found")
    return rows[0]
