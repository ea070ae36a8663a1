"""Ranges: as Python has them, as literals, and from the server's text; ``register_range``."""

from __future__ import annotations

import re
from typing import Any

from ._adapters.adapt import adapt, register_adapter
from ._cursor.catalog import type_named
from ._errors.exceptions import InterfaceError, ProgrammingError
from ._adapters.isqlquote import ISQLQuote
from ._types.late import RANGES
from ._types.registry import new_array_type, new_type
from ._cursor.scope import register_type


class Range:
    """``lower``, ``upper`` (None: unbounded) and ``bounds``, one of ``[)``, ``(]``, ``()``, ``[]``; or empty."""

    __slots__ = ("_bounds", "_lower", "_upper")

    def __init__(self, lower: Any = None, upper: Any = None, bounds: str = "[)", empty: bool = False) -> None:
        if empty:
            self._lower = self._upper = self._bounds = None
            return
        if bounds not in ("[)", "(]", "()", "[]"):
            raise ValueError(f"bound flags not valid: {bounds!r}")
        self._lower, self._upper, self._bounds = lower, upper, bounds

    def __repr__(self) -> str:
        if self._bounds is None:
            return f"{type(self).__name__}(empty=True)"
        return f"{type(self).__name__}({self._lower!r}, {self._upper!r}, {self._bounds!r})"

    def __str__(self) -> str:
        if self._bounds is None:
            return "empty"
        return f"{self._bounds[0]}{self._lower}, {self._upper}{self._bounds[1]}"

    lower = property(lambda self: self._lower, doc="The lower bound; None if there is none.")
    upper = property(lambda self: self._upper, doc="The upper bound; None if there is none.")
    isempty = property(lambda self: self._bounds is None, doc="Whether the range is empty.")

    @property
    def lower_inf(self) -> bool:
        """Whether the range has no lower bound."""
        return self._bounds is not None and self._lower is None

    @property
    def upper_inf(self) -> bool:
        """Whether the range has no upper bound."""
        return self._bounds is not None and self._upper is None

    @property
    def lower_inc(self) -> bool:
        """Whether the lower bound is part of the range."""
        return self._bounds is not None and self._lower is not None and self._bounds[0] == "["

    @property
    def upper_inc(self) -> bool:
        """Whether the upper bound is part of the range."""
        return self._bounds is not None and self._upper is not None and self._bounds[1] == "]"

    def __contains__(self, x: Any) -> bool:
        if self._bounds is None:
            return False
        if self._lower is not None and (x < self._lower if self._bounds[0] == "[" else x <= self._lower):
            return False
        return self._upper is None or not (x > self._upper if self._bounds[1] == "]" else x >= self._upper)

    def __bool__(self) -> bool:
        return self._bounds is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Range):
            return False
        return (self._lower, self._upper, self._bounds) == (other._lower, other._upper, other._bounds)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self._lower, self._upper, self._bounds))

    def _key(self) -> tuple[Any, ...]:
        return (self._lower, self._upper, self._bounds)

    def __lt__(self, other: Any) -> Any:
        if not isinstance(other, Range):
            return NotImplemented
        for mine, theirs in zip(self._key(), other._key()):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return mine is None
            return mine < theirs
        return False

    def __le__(self, other: Any) -> Any:
        return True if self == other else self.__lt__(other)

    def __gt__(self, other: Any) -> Any:
        return other < self if isinstance(other, Range) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return True if self == other else self.__gt__(other)

    def __getstate__(self) -> dict[str, Any]:
        return {slot: getattr(self, slot) for slot in Range.__slots__}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for slot, value in state.items():
            setattr(self, slot, value)


class NumericRange(Range):
    """int4range, int8range, numrange."""


class DateRange(Range):
    """daterange."""


class DateTimeRange(Range):
    """tsrange."""


class DateTimeTZRange(Range):
    """tstzrange."""


class RangeAdapter:
    """The literal of a range; subclasses name the type."""

    name: str | None = None

    def __init__(self, adapted: Range) -> None:
        self.adapted = adapted
        self._conn: Any = None

    def __conform__(self, proto: Any) -> Any:
        return self if proto is ISQLQuote else None

    def prepare(self, conn: Any) -> None:
        """Take the encoding of ``conn`` for the bounds."""
        self._conn = conn

    def _bound(self, value: Any) -> bytes:
        if value is None:
            return b"NULL"
        adapted = adapt(value)
        if hasattr(adapted, "prepare"):
            adapted.prepare(self._conn)
        return adapted.getquoted()

    def getquoted(self) -> bytes:
        """``name(lower, upper, 'bounds')``."""
        if self.name is None:
            raise NotImplementedError("RangeAdapter must be subclassed overriding its name or the getquoted() method")
        name = self.name.encode()
        if self.adapted.isempty:
            return b"'empty'::" + name
        bounds = b"'" + str(self.adapted._bounds).encode() + b"'"
        lower, upper = self._bound(self.adapted.lower), self._bound(self.adapted.upper)
        return name + b"(" + lower + b", " + upper + b", " + bounds + b")"


class NumberRangeAdapter(RangeAdapter):
    """Numbers: an untyped literal, which the server takes for any of its number ranges."""

    def getquoted(self) -> bytes:
        """``'[1,5)'``."""
        if self.adapted.isempty:
            return b"'empty'"
        lower, upper = (b"" if value is None else adapt(value).getquoted() for value in (self.adapted.lower, self.adapted.upper))
        bounds = str(self.adapted._bounds)
        return f"'{bounds[0]}{lower.decode('ascii')},{upper.decode('ascii')}{bounds[1]}'".encode("ascii")


_PARSER = re.compile(
    r"""
    ([\(\[])                                   # the lower bound's flag
    (?: " ( (?: [^"] | "")* ) " | ( [^",]* ) ) # a bound, quoted or not
    ,
    (?: " ( (?: [^"] | "")* ) " | ( [^"\)\]]* ) )
    ([\)\]])                                   # the upper bound's flag
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(r"""(["\\])\1""")


_RANGE = """
    select rngtypid, rngsubtype, t.typarray
    from pg_range join pg_type t on t.oid = rngtypid join pg_namespace n on n.oid = t.typnamespace where {}
"""


class RangeCaster:
    """The caster, its array's and the adapter of one range type."""

    def __init__(
        self,
        pgrange: Any,
        pyrange: Any,
        oid: int,
        subtype_oid: int,
        array_oid: int | None = None,
    ) -> None:
        self.subtype_oid = subtype_oid
        self.adapter: Any = None
        if isinstance(pgrange, str):
            self.adapter = type(pgrange, (RangeAdapter,), {"name": pgrange})
        elif isinstance(pgrange, type) and issubclass(pgrange, RangeAdapter):
            self.adapter = pgrange
        else:
            raise TypeError("pgrange must be a string or a RangeAdapter strict subclass")
        if isinstance(pyrange, str):
            self.range: Any = type(pyrange, (Range,), {})
        elif isinstance(pyrange, type) and issubclass(pyrange, Range) and pyrange is not Range:
            self.range = pyrange
        else:
            raise TypeError("pyrange must be a type or a Range strict subclass")
        name = self.adapter.name or type(self.adapter).__name__
        self.typecaster = new_type((oid,), name, self.parse)
        self.array_typecaster = new_array_type((array_oid,), name + "ARRAY", self.typecaster) if array_oid is not None else None

    @classmethod
    def _from_db(cls, name: str, pyrange: Any, conn_or_curs: Any) -> RangeCaster:
        rows = type_named(conn_or_curs, name, _RANGE)
        if not rows:
            raise ProgrammingError(f"PostgreSQL range '{name}' not found")
        return cls(name, pyrange, *rows[0])

    def parse(self, s: str | None, cur: Any = None) -> Range | None:
        """The Range of the server's text; InterfaceError if it is none."""
        if s is None:
            return None
        if s == "empty":
            return self.range(empty=True)
        match = _PARSER.match(s)
        if match is None:
            raise InterfaceError(f"failed to parse range: '{s}'")
        bounds = []
        for quoted, plain in (match.group(2, 3), match.group(4, 5)):
            text = _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain or None
            bounds.append(cur.cast(self.subtype_oid, text) if text is not None else None)
        return self.range(bounds[0], bounds[1], match.group(1) + match.group(6))

    def _register(self, scope: Any = None) -> None:
        register_type(self.typecaster, scope)
        if self.array_typecaster is not None:
            register_type(self.array_typecaster, scope)
        register_adapter(self.range, self.adapter)


def register_range(pgrange: Any, pyrange: Any, conn_or_curs: Any, globally: bool = False) -> RangeCaster:
    """Read and write the server's range type ``pgrange`` as ``pyrange``, a Range subclass or the name of a new one."""
    caster = RangeCaster._from_db(pgrange, pyrange, conn_or_curs)
    caster._register(None if globally else conn_or_curs)
    return caster


int4range_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3904, 23, 3905)
int8range_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3926, 20, 3927)
numrange_caster = RangeCaster(NumberRangeAdapter, NumericRange, 3906, 1700, 3907)
daterange_caster = RangeCaster("daterange", DateRange, 3912, 1082, 3913)
tsrange_caster = RangeCaster("tsrange", DateTimeRange, 3908, 1114, 3909)
tstzrange_caster = RangeCaster("tstzrange", DateTimeTZRange, 3910, 1184, 3911)
for _name, (_typecaster, _array_typecaster) in RANGES.items():
    _caster = globals()[f"{_name}_caster"]
    # Registered already, if the program has not replaced them
    _caster.typecaster, _caster.array_typecaster = _typecaster, _array_typecaster
    register_adapter(_caster.range, _caster.adapter)
