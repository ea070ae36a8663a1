"""Text from the server to Python: the typecaster objects. ``_types.registry`` has them by OID."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from .._extension.arguments import c_function, c_long, type_name, wrong_type
from .._extension.attributes import lacks, member, public, unpicklable

if TYPE_CHECKING:
    from collections.abc import Iterable

    # What reads one column: the value's bytes to Python. None (SQL NULL) reaches only casters written in Python.
    Loader = Callable[[Any], Any]
    # What reads many values of a type, none of them NULL.
    ColumnLoader = Callable[[Iterable[bytes]], Iterable[Any]]


@public("psycopg2._psycopg")
class type:  # noqa: A001 - the name is psycopg2's
    """A typecaster: ``caster(text, cursor)`` makes a Python value; equal to the OIDs it is for."""

    __slots__ = ("_base", "_cast", "_make", "_make_column", "_name", "_values")

    name = member("_name", "What it was registered as.")
    values = member("_values", "The OIDs of the types it reads.")

    _name: str
    _values: tuple[int, ...]
    _cast: Callable[[str | None, Any], Any] | None  # a Python function of (str or None, cursor)
    _make: Callable[[Any], Loader] | None  # or: cursor to Loader, for the types built in
    _make_column: Callable[[Any], ColumnLoader | None] | None  # and, where that can be quicker: cursor to ColumnLoader
    _base: type | None  # or: the caster of an array's items

    def __init_subclass__(cls) -> None:
        raise TypeError("type 'psycopg2._psycopg.type' is not an acceptable base type")

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        raise TypeError("cannot create 'psycopg2._psycopg.type' instances")

    @c_function
    def __call__(self, value: Any, cursor: Any, /) -> Any:
        """The Python value of ``value`` (str, bytes or None)."""
        if value is None:
            return None
        if isinstance(value, str):
            value = value.encode()  # in UTF-8, whatever the cursor will read it in
        elif isinstance(value, (bytearray, memoryview)):
            raise wrong_type(1, "read-only bytes-like object", value)
        elif not isinstance(value, bytes):
            raise TypeError(f"a bytes-like object is required, not '{type_name(value.__class__)}'")
        return self._loader(cursor)(value)

    def _loader(self, cursor: Any) -> Loader:
        """The function that reads this type for ``cursor``."""
        if self._make is not None:
            return self._make(cursor)
        if self._base is not None:
            from .arrays import array_loader

            return array_loader(self._base._loader(cursor), self._base._takes_null(), self._base._values)
        cast, codec = self._cast, _codec(cursor)
        return lambda raw: cast(None if raw is None else raw.decode(codec), cursor)  # type: ignore[misc]

    def _column_loader(self, oid: int, cursor: Any) -> ColumnLoader | None:
        """The function that reads a whole column of the type ``oid``; None if a function of the program is to see its values."""
        if not self._is_built_in():
            return None
        made = self._make_column(cursor) if self._make_column is not None and oid in self._values else None
        return made or partial(map, self._loader(cursor))

    def _is_built_in(self) -> bool:
        return self._make is not None or self._base is not None and self._base._is_built_in()

    def _takes_null(self) -> bool:
        """Whether the caster wants to see NULL: only those made of Python functions do."""
        return self._cast is not None

    __reduce_ex__ = unpicklable

    def __eq__(self, other: Any) -> bool:
        if isinstance(other, type):
            return self is other or any(value in self._values for value in other._values)
        return c_long(int(other)) in self._values

    def __ne__(self, other: object) -> bool:
        return not self == other

    __lt__ = __le__ = __gt__ = __ge__ = __ne__  # to psycopg2 whatever is not "equal" is "not equal"

    def __hash__(self) -> int:
        raise TypeError("unhashable type: 'psycopg2._psycopg.type'")

    __getattr__ = lacks

    def __repr__(self) -> str:
        return f"<psycopg2._psycopg.type '{self._name}' at 0x{id(self):x}>"


def typecaster(
    name: str,
    values: tuple[int, ...],
    make: Callable[[Any], Loader] | None = None,
    cast: Callable[[str | None, Any], Any] | None = None,
    base: type | None = None,
    make_column: Callable[[Any], ColumnLoader | None] | None = None,
) -> type:
    """A typecaster of one of the three kinds."""
    made = type.__new__(type)
    made._name = name
    made._values = values
    made._make, made._cast, made._base, made._make_column = make, cast, base, make_column
    return made


def _codec(cursor: Any) -> str:
    return cursor._conn._codec if cursor is not None and getattr(cursor, "_conn", None) is not None else "utf-8"
