"""Cursors whose rows are lists with names: for ``extras``; and the base of those whose rows know names."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from .. import extensions as _ext
from .._extension.attributes import public

if TYPE_CHECKING:
    from collections.abc import Iterator


@public("psycopg2.extras")
class DictCursorBase(_ext.cursor):
    """Builds its rows with a factory that knows the columns' names, once they are known."""

    _query_executed: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "row_factory" not in kwargs:
            raise NotImplementedError("DictCursorBase can't be instantiated without a row factory.")
        row_factory = kwargs.pop("row_factory")
        super().__init__(*args, **kwargs)
        self._query_executed = False
        self._prefetch = False
        self.row_factory = row_factory

    def _fetched(self, fetch: Any, *args: Any) -> Any:
        """Named cursors learn their columns from the first FETCH, so the index is built before or after it."""
        if self._prefetch and self._name is not None:
            result = fetch(*args)
            if self._query_executed:
                self._build_index()
            return result
        if self._query_executed:
            self._build_index()
        return fetch(*args)

    def fetchone(self) -> Any:
        """The next row or None."""
        return self._fetched(super().fetchone)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most ``size`` rows."""
        return self._fetched(super().fetchmany, size)

    def fetchall(self) -> list[Any]:
        """All rows left."""
        return self._fetched(super().fetchall)

    def __iter__(self) -> Iterator[Any]:
        rows = super().__iter__()
        try:
            first = self._fetched(next, rows)
        except StopIteration:
            return
        yield first
        yield from rows

    def _build_index(self) -> None:
        raise NotImplementedError


@public("psycopg2.extras")
class DictConnection(_ext.connection):
    """A connection whose cursors are DictCursor."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A DictCursor, unless told otherwise."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or DictCursor)
        return super().cursor(*args, **kwargs)


@public("psycopg2.extras")
class DictCursor(DictCursorBase):
    """Rows are lists that take names as indexes too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["row_factory"] = DictRow
        super().__init__(*args, **kwargs)
        self.index: Any = OrderedDict()
        self._prefetch = True

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.execute."""
        self.index = OrderedDict()
        self._query_executed = True
        return super().execute(query, vars)

    def callproc(self, procname: Any, vars: Any = None) -> Any:  # noqa: A002  # type: ignore[override]
        """As cursor.callproc."""
        self.index = OrderedDict()
        self._query_executed = True
        return super().callproc(procname, vars)

    def _build_index(self) -> None:
        if self._query_executed and self.description:
            for number, column in enumerate(self.description):
                self.index[column[0]] = number
            self._query_executed = False


@public("psycopg2.extras")
class DictRow(list):
    """A row by index or by name."""

    __slots__ = ("_index",)

    def __init__(self, cursor: Any) -> None:
        self._index = cursor.index
        self[:] = [None] * len(cursor.description)

    def __getitem__(self, x: Any) -> Any:
        return super().__getitem__(x if isinstance(x, (int, slice)) else self._index[x])

    def __setitem__(self, x: Any, v: Any) -> None:
        super().__setitem__(x if isinstance(x, (int, slice)) else self._index[x], v)

    def items(self) -> Iterator[tuple[str, Any]]:
        """(name, value) pairs."""
        for name in self._index:
            yield name, self[name]

    def keys(self) -> Iterator[str]:
        """The names."""
        return iter(self._index)

    def values(self) -> Iterator[Any]:
        """The values, in the names' order."""
        for name in self._index:
            yield self[name]

    def get(self, x: Any, default: Any = None) -> Any:
        """The value of a name, or ``default``."""
        try:
            return self[x]
        except Exception:  # noqa: BLE001 - as dictionaries do for any key
            return default

    def copy(self) -> Any:
        """A dictionary of the row."""
        return OrderedDict(self.items())

    def __contains__(self, x: Any) -> bool:
        return x in self._index

    def __reduce__(self) -> Any:
        return super().__reduce__()

    def __getstate__(self) -> Any:
        return self[:], self._index.copy()

    def __setstate__(self, data: Any) -> None:
        self[:] = data[0]
        self._index = data[1]
