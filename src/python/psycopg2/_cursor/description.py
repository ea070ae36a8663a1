"""``cursor.description``: a Column for each column of a result."""

from __future__ import annotations

from typing import Any

from .._extension.arguments import c_function
from .._extension.attributes import lacks, member, public

NUMERIC = 1700
_FIELDS = (
    *("name", "type_code", "display_size", "internal_size", "precision", "scale", "null_ok"),
    *("table_oid", "table_column"),
)


@public("psycopg2.extensions")
class Column:
    """DB-API's seven items, by index or by name, and ``table_oid``, ``table_column`` beyond them."""

    __slots__ = tuple(f"_{field}" for field in _FIELDS)

    name = member("_name", "The column's name, as the query gives it.")
    type_code = member("_type_code", "The OID of its type.")
    display_size = member("_display_size", "None: psycopg2 would have to look at all rows.")
    internal_size = member("_internal_size", "In bytes; of a text type the limit of characters; -1 if it varies.")
    precision = member("_precision", "The digits of a numeric, else None.")
    scale = member("_scale", "Those after the point of a numeric, else None.")
    null_ok = member("_null_ok", "None: the server does not tell.")
    table_oid = member("_table_oid", "The OID of the table it comes from, None if it does not.")
    table_column = member("_table_column", "Its number there, from 1.")

    @c_function
    def __init__(
        self,
        name: Any = None,
        type_code: Any = None,
        display_size: Any = None,
        internal_size: Any = None,
        precision: Any = None,
        scale: Any = None,
        null_ok: Any = None,
        table_oid: Any = None,
        table_column: Any = None,
    ) -> None:
        """Any of the items may be left out, and is None then."""
        self._name = name
        self._type_code = type_code
        self._display_size = display_size
        self._internal_size = internal_size
        self._precision = precision
        self._scale = scale
        self._null_ok = null_ok
        self._table_oid = table_oid
        self._table_column = table_column

    def _items(self) -> tuple[Any, ...]:
        return tuple([getattr(self, slot) for slot in self.__slots__[:7]])

    def __len__(self) -> int:
        return 7

    def __getitem__(self, index: Any) -> Any:
        return self._items()[index]

    def __eq__(self, other: object) -> Any:
        return self._items() == other

    def __ne__(self, other: object) -> Any:
        return self._items() != other

    def __lt__(self, other: Any) -> Any:
        return self._items() < other

    def __le__(self, other: Any) -> Any:
        return self._items() <= other

    def __gt__(self, other: Any) -> Any:
        return self._items() > other

    def __ge__(self, other: Any) -> Any:
        return self._items() >= other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Column(name={self.name!r}, type_code={self.type_code!r})"

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, slot) for slot in self.__slots__)

    def __setstate__(self, state: Any) -> None:
        if state is None:
            return
        if not isinstance(state, tuple):
            raise TypeError("state is not a tuple")
        for index, slot in enumerate(self.__slots__):
            setattr(self, slot, state[index] if index < len(state) else None)

    __getattr__ = lacks


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
