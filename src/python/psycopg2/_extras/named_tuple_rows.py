"""Cursors whose rows are named tuples: for ``extras``."""

from __future__ import annotations

import re
from collections import namedtuple
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .. import extensions as _ext
from .._extension.attributes import public

if TYPE_CHECKING:
    from collections.abc import Iterator


@public("psycopg2.extras")
class NamedTupleConnection(_ext.connection):
    """A connection whose cursors are NamedTupleCursor."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A NamedTupleCursor, unless told otherwise."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or NamedTupleCursor)
        return super().cursor(*args, **kwargs)


@public("psycopg2.extras")
class NamedTupleCursor(_ext.cursor):
    """Rows are named tuples ``Record``; names that Python refuses are altered."""

    Record: Any = None
    MAX_CACHE = 1024

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.execute."""
        self.Record = None
        return super().execute(query, vars)

    def executemany(self, query: Any, vars: Any) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.executemany."""
        self.Record = None
        return super().executemany(query, vars)

    def callproc(self, procname: Any, vars: Any = None) -> Any:  # noqa: A002  # type: ignore[override]
        """As cursor.callproc."""
        self.Record = None
        return super().callproc(procname, vars)

    def _record(self) -> Any:
        if self.Record is None:
            self.Record = self._make_nt()
        return self.Record

    def fetchone(self) -> Any:
        """The next row or None."""
        row = super().fetchone()
        return self._record()._make(row) if row is not None else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most ``size`` rows."""
        rows = super().fetchmany(size)
        make = self._record()._make
        return list(map(make, rows))

    def fetchall(self) -> list[Any]:
        """All rows left."""
        rows = super().fetchall()
        make = self._record()._make
        return list(map(make, rows))

    def __iter__(self) -> Iterator[Any]:
        while True:
            try:
                row = _ext.cursor.__next__(self)
            except StopIteration:
                return
            yield self._record()._make(row)

    def _make_nt(self) -> Any:
        names = tuple(column[0] for column in self.description) if self.description else ()
        return self._cached_make_nt(names)

    @classmethod
    def _do_make_nt(cls, key: tuple[str, ...]) -> Any:
        names = []
        for name in key:
            name = NOT_A_NAME.sub("_", name)
            if name[:1] == "_":
                name = "f" + name
            elif name[:1].isdigit():
                name = "f" + name
            names.append(name)
        return namedtuple("Record", names, module="psycopg2.extras")

    _cached_make_nt: Any  # the same, remembered


NOT_A_NAME = re.compile("[" + re.escape(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~") + "]")


@public("psycopg2.extras")
@lru_cache(512)
def _cached_make_nt(cls: Any, key: tuple[str, ...]) -> Any:
    return cls._do_make_nt(key)


NamedTupleCursor._cached_make_nt = classmethod(_cached_make_nt)
