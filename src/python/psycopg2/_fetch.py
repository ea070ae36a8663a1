"""The part of a cursor that gives rows. Imports ``_description``, ``_registry``, ``_rows``."""

from __future__ import annotations

from struct import Struct
from struct import error as StructError
from typing import TYPE_CHECKING, Any

from ._arguments import c_function, c_int, c_long, string
from ._cursstate import CursorState
from ._description import column
from ._exceptions import OperationalError, ProgrammingError, client_error
from ._rows import BATCH, column_loaders, read
from ._registry import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._result import Result
    from ._typecast import ColumnLoader

_LENGTH = Struct("!i").unpack_from


class Fetching(CursorState):
    """Mixin: ``fetchone`` and its like, iteration and ``scroll``."""

    __slots__ = ()

    def _set_columns(self, result: Result) -> None:
        """Take the rows and choose each column's typecaster."""
        codec = self._conn._codec
        self._rows = result.rows
        self._tuples = True
        self._description = tuple([column(wire, codec) for wire in result.columns])
        self._casters = [(find(wire[3], self), wire[3]) for wire in result.columns]
        self._loaders = None

    def _build(self, payload: bytes) -> Any:
        """One row of Python values from one DataRow."""
        loaders = self._loaders
        if loaders is None:
            loaders = self._loaders = [(caster.loader(self), caster.takes_null()) for caster, _ in self._casters]
        values = []
        position = 2
        unpack = _LENGTH
        try:
            for load, takes_null in loaders:
                length = unpack(payload, position)[0]
                position += 4
                if length < 0:
                    values.append(load(None) if takes_null else None)
                else:
                    end = position + length
                    values.append(load(payload[position:end]))
                    position = end
        except StructError:
            raise OperationalError('insufficient data in "D" message\n') from None
        return tuple(values) if self.row_factory is None else self._made(values)

    def _made(self, values: Iterable[Any]) -> Any:
        """The row that ``row_factory`` makes, filled one value after the other."""
        row = self.row_factory(self)
        if type(row) is dict:
            raise TypeError("dict is not a sequence")
        for index, value in enumerate(values):
            row[index] = value
        return row

    def _check_fetch(self, method: str, prepared: str | None = None) -> None:
        """``prepared`` is the name that psycopg2 knows ``method`` by when a two-phase transaction is in its way."""
        self._check_open()
        if not self._tuples:
            self._forget()
            self._rowcount, self._row, self._description = -1, 0, None
            if self._name is None:
                raise ProgrammingError("no results to fetch")
        if self._name is not None:
            self._check_mark(method)
            self._check_not_underway(method)
            self._check_not_prepared(prepared or method)

    @c_function
    def fetchone(self) -> Any:
        """The next row, None when there are no more. ProgrammingError if the statement gave no rows."""
        self._check_fetch("fetchone")
        if self._name is not None:
            self._fetch_named(b"FORWARD 1")
        return self._next_row()

    def _next_row(self) -> Any:
        """The next of the rows that are here, None when there are no more."""
        if self._row >= len(self._rows):
            return None
        self._row += 1
        return self._build(self._rows[self._row - 1])

    @c_function
    def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most ``size`` (arraysize) rows."""
        if size is None:
            size = self._arraysize
        else:
            size = c_long(size)
        self._check_fetch("fetchmany", prepared="fetchone")
        if self._name is not None:
            self._fetch_named(b"FORWARD %d" % size)
        left = len(self._rows) - self._row
        count = left if size < 0 else min(size, left)
        if not count:
            return []
        return self._built(self._rows[self._row : self._row + count])

    @c_function
    def fetchall(self) -> list[Any]:
        """All the rows left."""
        self._check_fetch("fetchall")
        if self._name is not None:
            self._fetch_named(b"FORWARD ALL")
        return self._built(self._rows[self._row :] if self._row else self._rows)

    def _built(self, rows: list[bytes]) -> list[Any]:
        """The rows as Python has them; one that cannot be read is past, all the same."""
        loaders = column_loaders(self._casters, self)
        built: list[Any] = []
        try:
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                values = self._read(batch, loaders) if loaders is not None else None
                if values is None:
                    built.extend(map(self._build, batch))
                else:
                    built.extend(values if self.row_factory is None else map(self._made, values))
        except BaseException:
            self._row += 1
            raise
        finally:
            self._row += len(built)
        return built

    def _read(self, batch: list[bytes], loaders: list[ColumnLoader]) -> Iterator[tuple[Any, ...]] | None:
        """The values of all rows, None if there are some that cannot be read: which, is found out by reading them one by one."""
        try:
            return iter(list(read(batch, loaders)))
        except Exception:  # noqa: BLE001 - whatever typecasters raise
            return None

    def __iter__(self) -> Iterator[Any]:
        self._check_open()
        return self

    def __next__(self) -> Any:
        self._check_fetch("next")
        if self._name is not None and self._row >= len(self._rows):
            self._fetch_named(b"FORWARD %d" % self._itersize)
        row = self._next_row()
        if row is None:
            raise StopIteration
        return row

    @c_function
    def scroll(self, value: int, mode: str = "relative") -> None:
        """Move by ``value`` rows, or to row ``value`` with mode ``absolute``; ProgrammingError if there is none."""
        value = c_int(value)
        string(mode, 2)
        self._check_open()
        if self._name is not None:
            self._check_mark("scroll")
            self._check_not_prepared("scroll")
            self._scroll_named(value, mode)
            return
        if mode not in ("relative", "absolute"):
            raise client_error(ProgrammingError, "scroll mode must be 'relative' or 'absolute'", self)
        target = self._row + value if mode == "relative" else value
        if not 0 <= target < self._rowcount:
            raise client_error(ProgrammingError, "scroll destination out of bounds", self)
        self._row = target
