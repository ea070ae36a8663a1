"""Cursors whose rows are dictionaries: for ``extras``."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from .. import extensions as _ext
from .._extension.attributes import public
from .dict_rows import DictCursorBase


@public("psycopg2.extras")
class RealDictConnection(_ext.connection):
    """A connection whose cursors are RealDictCursor."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """A RealDictCursor, unless told otherwise."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or RealDictCursor)
        return super().cursor(*args, **kwargs)


@public("psycopg2.extras")
class RealDictCursor(DictCursorBase):
    """Rows are dictionaries; of columns with one name the last wins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["row_factory"] = RealDictRow
        super().__init__(*args, **kwargs)
        self.column_mapping: list[str] = []

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002  # type: ignore[override]
        """As cursor.execute."""
        self.column_mapping = []
        self._query_executed = True
        return super().execute(query, vars)

    def callproc(self, procname: Any, vars: Any = None) -> Any:  # noqa: A002  # type: ignore[override]
        """As cursor.callproc."""
        self.column_mapping = []
        self._query_executed = True
        return super().callproc(procname, vars)

    def _build_index(self) -> None:
        if self._query_executed and self.description:
            self.column_mapping = [column[0] for column in self.description]
            self._query_executed = False


@public("psycopg2.extras")
class RealDictRow(OrderedDict):
    """A row by name. While it is being filled it is given indexes, one column after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cursor = None
        if args and isinstance(args[0], _ext.cursor):
            cursor, *args = args  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        if cursor is not None:
            if cursor.description and not cursor.column_mapping:
                cursor._build_index()
            self[RealDictRow] = cursor.column_mapping  # kept here until the last column is filled

    def __setitem__(self, key: Any, value: Any) -> None:
        if RealDictRow in self:
            names = self[RealDictRow]
            super().__setitem__(names[key], value)
            if key == len(names) - 1:
                del self[RealDictRow]
            return
        super().__setitem__(key, value)
