"""hstore as dictionaries: ``register_hstore`` and its adapter."""

from __future__ import annotations

import re
from typing import Any

from .._adapters.adapt import adapt, register_adapter
from .._extension.attributes import public
from .._cursor.catalog import ask
from .._connection.encodings import encodings
from .._errors.exceptions import InterfaceError, ProgrammingError
from .._adapters.isqlquote import ISQLQuote
from .._types.registry import new_array_type, new_type
from .._cursor.scope import register_type

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"\s*=>\s*(?:(NULL)|"((?:[^"\\]|\\.)*)")(?:\s*,\s*|$)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


_OIDS = "select t.oid, typarray from pg_type t join pg_namespace n on t.typnamespace = n.oid where typname = 'hstore'"


@public("psycopg2.extras")
class HstoreAdapter:
    """The literal of a dict of str to str or None."""

    def __init__(self, wrapped: dict[str, str | None]) -> None:
        self.wrapped = wrapped
        self.conn: Any = None

    def __conform__(self, proto: Any) -> Any:
        return self if proto is ISQLQuote else None

    def prepare(self, conn: Any) -> None:
        """Take the encoding of ``conn``."""
        self.conn = conn

    def getquoted(self) -> bytes:
        """``hstore(keys, values)``."""
        if not self.wrapped:
            return b"''::hstore"
        keys = adapt(list(self.wrapped.keys()))
        values = adapt(list(self.wrapped.values()))
        keys.prepare(self.conn)
        values.prepare(self.conn)
        return b"hstore(" + keys.getquoted() + b", " + values.getquoted() + b")"

    @classmethod
    def parse(cls, s: str | None, cur: Any) -> dict[str, str | None] | None:
        """The dict of the server's text; InterfaceError if it is none."""
        if s is None:
            return None
        found: dict[str, str | None] = {}
        position = 0
        while position < len(s):
            match = _PAIR.search(s, position)
            if match is None:
                raise InterfaceError(f"error parsing hstore: unparsed data after char {position}")
            if match.start() != position:
                raise InterfaceError(f"error parsing hstore pair at char {position}")
            key = _ESCAPED.sub(r"\1", match.group(1))
            found[key] = None if match.group(2) else _ESCAPED.sub(r"\1", match.group(3))
            position = match.end()
        return found

    @classmethod
    def parse_unicode(cls, s: bytes | None, cur: Any) -> dict[str, str | None] | None:
        """The same of bytes in the encoding of the cursor's connection."""
        return None if s is None else cls.parse(s.decode(encodings[cur.connection.encoding]), cur)

    @classmethod
    def get_oids(cls, conn_or_curs: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """(oids, array oids) of the hstore types of the database."""
        rows = ask(conn_or_curs, _OIDS)
        return tuple(row[0] for row in rows), tuple(row[1] for row in rows)


@public("psycopg2.extras")
def register_hstore(
    conn_or_curs: Any,
    globally: bool = False,
    unicode: bool = False,
    oid: Any = None,
    array_oid: Any = None,
) -> None:
    """Read hstore as dict, and write every dict as hstore; ProgrammingError if the database has no hstore."""
    if oid is None:
        oids, array_oids = HstoreAdapter.get_oids(conn_or_curs)
        if not oids:
            raise ProgrammingError("hstore type not found in the database. please install it from your 'contrib/hstore.sql' file")
    else:
        oids = (oid,) if isinstance(oid, int) else tuple(oid)
        array_oids = () if array_oid is None else (array_oid,) if isinstance(array_oid, int) else tuple(array_oid)
    scope = None if globally else conn_or_curs
    hstore = new_type(oids, "HSTORE", HstoreAdapter.parse)
    register_type(hstore, scope)
    register_adapter(dict, HstoreAdapter)
    if array_oids:
        register_type(new_array_type(array_oids, "HSTOREARRAY", hstore), scope)
