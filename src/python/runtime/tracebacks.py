"""Tracebacks as CPython prints them with the real psycopg2: code written in C has no frames."""

from __future__ import annotations

import traceback
from types import TracebackType

from . import _cpython
from .frames import WRITTEN_IN_C

#: Code of ours that claims to be in a file of CPython's.
hidden: set = set()


def _is_hidden(frame) -> bool:
    return frame.f_code.co_filename.startswith(WRITTEN_IN_C) or frame.f_code in hidden


def without_ours(tb: TracebackType | None) -> TracebackType | None:
    """The traceback without our frames, for code that does not format it by ``traceback``."""
    kept = []
    while tb is not None:
        if not _is_hidden(tb.tb_frame):
            kept.append(tb)
        tb = tb.tb_next
    rest = None
    for one in reversed(kept):
        rest = TracebackType(rest, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return rest


def install() -> None:
    """Leave our frames out of what formats tracebacks: ``sys.excepthook``, ``print_exc``, ``logging``."""

    def leave_out(walk: _cpython.Walk) -> _cpython.Walk:
        return lambda tb: ((frame, position) for frame, position in walk(tb) if not _is_hidden(frame))

    _cpython.replace_traceback_walk(leave_out)
    traceback.walk_tb = leave_out(traceback.walk_tb)
