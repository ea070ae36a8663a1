"""Text from the server to Python: the typecaster objects and their registry. Imports nothing but ``_exceptions``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from ._cursor import cursor

    # What reads one column: the value's bytes to Python. None (SQL NULL) reaches only casters written in Python.
    Loader = Callable[[Any], Any]

# OID to typecaster; extensions.string_types and binary_types.
string_types: dict[int, type] = {}
binary_types: dict[int, type] = {}
# OIDs whose typecasters are registered when first needed, by the module that has them.
LATE = {
    **dict.fromkeys((114, 199, 3802, 3807), "._json"),
    **dict.fromkeys((3904, 3905, 3906, 3907, 3908, 3909, 3910, 3911, 3912, 3913, 3926, 3927), "._rangetypes"),
}


class type:  # noqa: A001 - the name is psycopg2's
    """A typecaster: ``caster(text, cursor)`` makes a Python value; equal to the OIDs it is for."""

    __slots__ = ("_base", "_cast", "_make", "name", "values")

    def __init__(
        self,
        name: str,
        values: tuple[int, ...],
        cast: Callable[[str | None, Any], Any] | None = None,
        make: Callable[[Any], Loader] | None = None,
        base: type | None = None,
    ) -> None:
        self.name = name
        self.values = values
        self._cast = cast  # a Python function of (str or None, cursor)
        self._make = make  # or: cursor to Loader, for the types built in
        self._base = base  # or: the caster of an array's items

    def __call__(self, value: Any, cursor: cursor | None = None) -> Any:
        """The Python value of ``value`` (str, bytes or None)."""
        if value is None:
            return self._cast(None, cursor) if self._cast is not None else None
        if isinstance(value, str):
            value = value.encode(_codec(cursor))
        elif not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError(f"argument 1 must be read-only bytes-like object, not {value.__class__.__name__}")
        return self.loader(cursor)(bytes(value))

    def loader(self, cursor: Any) -> Loader:
        """The function that reads this type for ``cursor``."""
        if self._make is not None:
            return self._make(cursor)
        if self._base is not None:
            from ._arrays import array_loader

            return array_loader(self._base, cursor)
        cast, codec = self._cast, _codec(cursor)
        return lambda raw: cast(None if raw is None else raw.decode(codec), cursor)  # type: ignore[misc]

    def takes_null(self) -> bool:
        """Whether the caster wants to see NULL: only those made of Python functions do."""
        return self._cast is not None

    def __eq__(self, other: object) -> bool:
        if isinstance(other, type):
            return self is other or any(value in self.values for value in other.values)
        return isinstance(other, int) and other in self.values

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<psycopg2._psycopg.type '{self.name}' at 0x{id(self):x}>"


type.__module__ = "psycopg2._psycopg"


def _codec(cursor: Any) -> str:
    return cursor._conn._codec if cursor is not None and getattr(cursor, "_conn", None) is not None else "utf-8"


def new_type(oids: Any, name: str, castobj: Callable[[str | None, Any], Any]) -> type:
    """A typecaster from ``castobj(text or None, cursor)``, to be registered with ``register_type``."""
    _check(1, oids, tuple)
    return type(name, tuple(oids), cast=castobj)


def new_array_type(oids: Any, name: str, base_caster: type) -> type:
    """A typecaster for arrays whose items ``base_caster`` reads."""
    _check(1, oids, tuple)
    _check(3, base_caster, type)
    return type(name, tuple(oids), base=base_caster)


def _check(position: int, value: Any, cls: Any) -> None:
    if not isinstance(value, cls):
        name = "psycopg2._psycopg.type" if cls is type else cls.__name__
        raise TypeError(f"argument {position} must be {name}, not {value.__class__.__name__}")


def register_type(obj: type, scope: Any = None) -> None:
    """Use ``obj`` for its OIDs in ``scope`` (a connection or cursor; everywhere if None)."""
    from ._connection import connection
    from ._cursor import cursor

    _check(1, obj, type)
    if scope is None:
        target: Any = string_types
    elif isinstance(scope, connection):
        target = scope.string_types
    elif isinstance(scope, cursor):
        if scope.string_types is None:
            scope._string_types = {}
        target = scope.string_types
    else:
        raise TypeError("argument 2 must be a connection, cursor or None")
    for oid in obj.values:
        target[oid] = obj


def find(oid: int, cursor: Any) -> type:
    """The typecaster for ``oid``: the cursor's, the connection's, the global one, else text."""
    for types in (cursor.string_types, cursor._conn.string_types, string_types):
        if types and oid in types:
            return types[oid]
    if oid in LATE:
        import importlib

        importlib.import_module(LATE[oid], __package__)
        return string_types[oid]
    from ._casts import STRING

    return STRING
