"""``extensions.cursor``: made of ``_executing``, ``_fetch`` for the rows, ``_copy`` for COPY, ``_named`` for what lives on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._arguments import c_function, c_long, wrong_type
from ._attributes import no_attribute, unpicklable
from ._connection import Made, connection
from ._copy import Copying
from ._cursstate import CursorState
from ._exceptions import NotSupportedError
from ._executing import Executing
from ._fetch import Fetching
from ._named import Named

if TYPE_CHECKING:
    from typing_extensions import Self


class cursor(Executing, Fetching, Named, Copying, CursorState):
    """Runs statements and holds the rows of the last one; made by ``connection.cursor()``."""

    __slots__ = ()

    def __new__(cls, *_args: Any, **_kwargs: Any) -> Self:
        """A cursor of no connection yet, as one stays whose class does not call this one's ``__init__``."""
        self = super().__new__(cls)
        self._conn = None  # type: ignore[assignment]
        self._name = None
        self._arraysize = 0
        self._binary_types = None
        self._caster = None
        self._casters = []
        self._closed = False
        self._copy_file = None
        self._copy_size = 0
        self._description = None
        self._itersize = 0
        self._lastrowid = 0
        self._loaders = None
        self._mark = 0
        self._query = None
        self._row = 0
        self._rowcount = 0
        self._rows = []
        self._scrollable = None
        self._statusmessage = None
        self._string_types = None
        self._tuples = False
        self._withhold = False
        self.row_factory = None
        self.tzinfo_factory = None
        return self

    @c_function
    def __init__(self, conn: connection, name: str | bytes | None = None) -> None:
        """A cursor of ``conn``; with ``name`` one on the server."""
        import datetime

        if not isinstance(conn, connection):
            raise wrong_type(1, "psycopg2.extensions.connection", conn)
        if name is not None:
            from ._quoting import escape_identifier

            escape_identifier(name, conn)  # refuses what cannot be one
        self._conn = conn
        self._name = name.decode(errors="surrogateescape") if isinstance(name, bytes) else name
        self._arraysize = 1
        self._itersize = 2000
        self._mark = conn._marks
        self._rowcount = -1
        self.tzinfo_factory = datetime.timezone

    @c_function
    def close(self) -> None:
        """Close; a named cursor is closed on the server too, if its transaction still lives."""
        if self._name is not None and not self._closed:
            self._close_named()
        self._closed = True

    @c_function
    def nextset(self) -> None:
        """NotSupportedError: PostgreSQL has one result a statement."""
        self._check_open()
        raise NotSupportedError("not supported by PostgreSQL")

    @c_function
    def setinputsizes(self, sizes: Any, /) -> None:
        """Does nothing."""
        self._check_open()

    @c_function
    def setoutputsize(self, size: Any, column: Any = None, /) -> None:
        """Does nothing."""
        for value in (size, 0 if column is None else column):
            c_long(value)
        self._check_open()

    @c_function
    def cast(self, oid: int, s: Any, /) -> Any:
        """``s`` as the type ``oid`` would be read by this cursor."""
        from ._registry import find

        return find(oid, self)(s, self)

    @c_function
    def __enter__(self) -> cursor:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    __reduce_ex__ = unpicklable

    def __repr__(self) -> str:
        return f"<cursor object at 0x{id(self):x}; closed: {-1 if self._closed else 0}>"

    __str__ = __repr__

    def __getattr__(self, name: str) -> Any:
        raise no_attribute(self, name)


cursor.__module__ = "psycopg2.extensions"
Made.cursor = cursor
