"""``Range`` and its kinds. Imports nothing of the package; ``_rangetypes`` writes and reads them."""

from __future__ import annotations

from typing import Any


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
        return self == other or self < other

    def __gt__(self, other: Any) -> Any:
        return other < self if isinstance(other, Range) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return self == other or self > other

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


def __getattr__(name: str) -> Any:
    """What makes ranges of the server's text, imported when first asked for."""
    if name.endswith("_caster") or name in ("NumberRangeAdapter", "RangeAdapter", "RangeCaster", "register_range"):
        from . import _rangetypes

        return getattr(_rangetypes, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
