"""Composite types as named tuples: ``register_composite`` and its caster."""

from __future__ import annotations

import re
from collections import namedtuple
from typing import Any

from .._extension.attributes import public
from .._cursor.catalog import type_named
from .._errors.exceptions import DataError, ProgrammingError
from .._types.registry import new_array_type, new_type
from .._cursor.scope import register_type

# A field quoted or not, or an empty one; then the comma or the parenthesis after it.
_TOKEN = re.compile(r"""\(? (?: ([,)]) | " ((?:[^"] | "")*) "([,)]) | ([^",)]+)([,)]) )""", re.VERBOSE)
_DOUBLED = re.compile(r'(["\\])\1')


_FIELDS = """
    select t.oid, t.typarray, a.attname, a.atttypid, n.nspname, t.typname
    from pg_type t join pg_namespace n on n.oid = t.typnamespace join pg_attribute a on a.attrelid = t.typrelid
    where {} and a.attnum > 0 and not a.attisdropped order by a.attnum
"""


@public("psycopg2.extras")
class CompositeCaster:
    """Reads values of one composite type; subclasses may override ``make``."""

    def __init__(
        self,
        name: str,
        oid: int,
        attrs: list[tuple[str, int]],
        array_oid: int | None = None,
        schema: str | None = None,
    ) -> None:
        """``attrs`` are the (name, type oid) of the fields."""
        self.name = name
        self.schema = schema
        self.oid = oid
        self.array_oid = array_oid
        self.attnames = [attribute for attribute, _ in attrs]
        self.atttypes = [type_oid for _, type_oid in attrs]
        self._create_type(name, self.attnames)
        self.typecaster = new_type((oid,), name, self.parse)
        self.array_typecaster = new_array_type((array_oid,), f"{name}ARRAY", self.typecaster) if array_oid else None

    def _create_type(self, name: str, attnames: list[str]) -> None:
        from .named_tuple_rows import NOT_A_NAME

        self.type: Any = namedtuple(NOT_A_NAME.sub("_", name), attnames)
        self.type.__module__ = "psycopg2.extras"
        self._ctor = self.type._make

    def parse(self, s: str | None, curs: Any) -> Any:
        """The value of the server's text; DataError if it has another number of fields."""
        if s is None:
            return None
        tokens = self.tokenize(s)
        if len(tokens) != len(self.atttypes):
            raise DataError(f"expecting {len(self.atttypes)} components for the type {self.name}, {len(tokens)} found instead")
        return self.make([curs.cast(oid, token) for oid, token in zip(self.atttypes, tokens)])

    def make(self, values: list[Any]) -> Any:
        """A Python object of the fields' values; to be overridden."""
        return self._ctor(values)

    @classmethod
    def tokenize(cls, s: str) -> list[str | None]:
        """The fields' texts, None for NULL."""
        found: list[str | None] = []
        for match in _TOKEN.finditer(s):
            if match.group(1) is not None:
                found.append(None)
            elif match.group(3) is not None:
                found.append(_DOUBLED.sub(r"\1", match.group(2)))
            else:
                found.append(match.group(4))
        return found

    @classmethod
    def _from_db(cls, name: str, conn_or_curs: Any) -> CompositeCaster:
        rows = type_named(conn_or_curs, name, _FIELDS)
        if not rows:
            raise ProgrammingError(f"PostgreSQL type '{name}' not found")
        (oid, array_oid, _, _, schema, plain), *_ = rows
        return cls(plain, oid, [(row[2], row[3]) for row in rows], array_oid=array_oid, schema=schema)


@public("psycopg2.extras")
def register_composite(name: str, conn_or_curs: Any, globally: bool = False, factory: Any = None) -> CompositeCaster:
    """Read the server's composite type ``name`` as a named tuple; ProgrammingError if there is no such type."""
    caster = (factory or CompositeCaster)._from_db(name, conn_or_curs)
    scope = None if globally else conn_or_curs
    register_type(caster.typecaster, scope)
    if caster.array_typecaster is not None:
        register_type(caster.array_typecaster, scope)
    return caster
