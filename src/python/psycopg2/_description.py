"""``cursor.description``: a Column for each column of a result. Imports nothing of the package."""

from __future__ import annotations

from typing import Any

NUMERIC = 1700
_FIELDS = ("name", "type_code", "display_size", "internal_size", "precision", "scale", "null_ok")


class Column:
    """DB-API's seven items, by index or by name, and ``table_oid``, ``table_column`` beyond them."""

    __slots__ = (*_FIELDS, "table_oid", "table_column")

    name: str
    type_code: int
    display_size: None
    internal_size: int | None
    precision: int | None
    scale: int | None
    null_ok: None
    table_oid: int | None
    table_column: int | None

    def __init__(self, *args: Any) -> None:
        for index, field in enumerate(self.__slots__):
            setattr(self, field, args[index] if index < len(args) else None)

    def __len__(self) -> int:
        return 7

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(getattr(self, field) for field in _FIELDS)[index]
        if not -7 <= index < 7:
            raise IndexError("tuple index out of range")
        return getattr(self, _FIELDS[index])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Column):
            other = other[:]
        return self[:] == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __repr__(self) -> str:
        return f"Column(name={self.name!r}, type_code={self.type_code!r})"

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in self.__slots__)

    def __setstate__(self, state: Any) -> None:
        if state is None:
            return
        if not isinstance(state, tuple):
            raise TypeError("state is not a tuple")
        for index, field in enumerate(self.__slots__):
            setattr(self, field, state[index] if index < len(state) else None)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (), self.__getstate__())


Column.__module__ = "psycopg2.extensions"


def column(wire: tuple[bytes, int, int, int, int, int, int], codec: str) -> Column:
    """The Column of one entry of a RowDescription."""
    name, table, number, oid, size, modifier, _ = wire
    modifier -= 4 if modifier > 0 else 0  # the length word PostgreSQL counts in
    precision = scale = None
    internal: int | None = size
    if oid == NUMERIC:  # of any precision: 65535, as psycopg2 reads the missing modifier
        precision, scale = (modifier >> 16) & 0xFFFF, modifier & 0xFFFF
        internal = modifier >> 16
    elif size == -1:
        internal = modifier
    return Column(
        name.decode(codec, "replace"),
        oid,
        None,
        internal,
        precision,
        scale,
        None,
        table or None,
        number or None,
    )
