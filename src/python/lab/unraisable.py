"""Exceptions that nobody can catch, told of as CPython tells of them. Imports ``switching``."""

from __future__ import annotations

import sys
from typing import Any

from .switching import OURS


def tell(error: BaseException, text: str) -> None:
    """Call the hook with ``error``, without the frames of this package that its traceback begins with."""
    tb = error.__traceback__
    while tb is not None and tb.tb_frame.f_code.co_filename.startswith(OURS):
        tb = tb.tb_next
    sys.unraisablehook(_unraisable_type()((type(error), error, tb, text, None)))


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
