"""The typecasters of JSON and of ranges: there from the start, for programs to take away or to replace. What they read
with, which most programs do without, is imported when they first read.
"""

from __future__ import annotations

from typing import Any, Callable

from .._extension.late import late
from .registry import string_types
from .typecast import type, typecaster


def _load_json(text: str | None, cursor: Any) -> Any:
    if text is None:
        return None
    from json import loads

    return loads(text)


def _range_loader(name: str) -> Callable[[str | None, Any], Any]:
    def load(text: str | None, cursor: Any) -> Any:
        return late("_range", f"{name}_caster").parse(text, cursor)

    return load


def _registered(name: str, oid: int, array_oid: int, load: Callable[[str | None, Any], Any]) -> tuple[type, type]:
    made = typecaster(name, (oid,), cast=load)
    array = typecaster(f"{name}ARRAY", (array_oid,), base=made)
    string_types[oid], string_types[array_oid] = made, array
    return made, array


JSON, JSONARRAY = _registered("JSON", 114, 199, _load_json)
JSONB, JSONBARRAY = _registered("JSONB", 3802, 3807, _load_json)
# The ranges of numbers are called what psycopg2 calls them, by the class of its adapter's class.
RANGES = {
    name: _registered("type" if oid in (3904, 3906, 3926) else name, oid, oid + 1, _range_loader(name))
    for name, oid in (
        ("int4range", 3904),
        ("int8range", 3926),
        ("numrange", 3906),
        ("daterange", 3912),
        ("tsrange", 3908),
        ("tstzrange", 3910),
    )
}
