"""Exceptions that nobody can catch, as in finalizers and at exit, reported as CPython reports them."""

from __future__ import annotations

import sys
from typing import Any

from ._cpython import UnraisableArguments
from .tracebacks import without_ours
from .usual_builtins import UsualBuiltins


def install() -> None:
    """Leave our frames out of what Python itself reports, too."""
    hook = sys.unraisablehook

    def unraisablehook(unraisable: Any, /) -> None:
        with UsualBuiltins():
            tb = without_ours(unraisable.exc_traceback)
            hook(UnraisableArguments((unraisable.exc_type, unraisable.exc_value, tb, unraisable.err_msg, unraisable.object)))

    sys.unraisablehook = sys.__unraisablehook__ = unraisablehook


def report(error: BaseException, text: str) -> None:
    """Call the hook with ``error``, without our frames."""
    with UsualBuiltins():
        sys.unraisablehook(UnraisableArguments((type(error), error, without_ours(error.__traceback__), text, None)))
