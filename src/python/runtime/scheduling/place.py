"""Where in its program a thread waits, for an explanation of why the wait cannot end."""

from __future__ import annotations

import sys
from typing import NamedTuple

from .. import _cpython
from ..frames import LIBRARY, OURS


class Place(NamedTuple):
    """The outermost function of the standard library that waits, and the line of the program that called it."""

    function: str | None
    line: int | None


#: Of a pool's thread that has nothing to do.
IDLE = Place(None, None)


def place_of_caller() -> Place:
    """Where the current thread is. To be called before it waits, as only the thread itself can follow its frames."""
    frame, function = sys._getframe(1), None
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(LIBRARY):
            if _cpython.is_pool_worker(frame.f_code):
                return IDLE
            function = frame.f_code.co_qualname
        elif not file.startswith(OURS):
            return Place(function, frame.f_lineno)
        frame = frame.f_back
    return Place(function, None)
