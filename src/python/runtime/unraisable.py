"""Exceptions that nobody can catch, told of as CPython tells of them. Imports ``tracebacks``."""

from __future__ import annotations

import sys
from typing import Any

from .tracebacks import without_ours


def install() -> None:
    """What Python itself tells of, as in finalizers and at exit, is without them, too."""
    hook = sys.unraisablehook

    def unraisablehook(unraisable: Any, /) -> None:
        tb = without_ours(unraisable.exc_traceback)
        hook(_Arguments((unraisable.exc_type, unraisable.exc_value, tb, unraisable.err_msg, unraisable.object)))

    sys.unraisablehook = sys.__unraisablehook__ = unraisablehook


def tell(error: BaseException, text: str) -> None:
    """Call the hook with ``error``, without our frames."""
    sys.unraisablehook(_Arguments((type(error), error, without_ours(error.__traceback__), text, None)))


def _unraisable_type() -> Any:
    """It has no name: it is the type of what hooks are called with."""
    seen: list[type] = []

    class Raises:
        def __del__(self) -> None:
            raise ValueError

    hook, sys.unraisablehook = sys.unraisablehook, lambda arguments: seen.append(type(arguments))
    try:
        Raises()
    finally:
        sys.unraisablehook = hook
    return seen[0]


_Arguments = _unraisable_type()
