"""Tracebacks as CPython prints them with the real psycopg2: what is written in C has no frames. Imports ``switching``."""

from __future__ import annotations

import os
import traceback
from types import TracebackType

import psycopg2

from . import OURS

_HIDDEN = (os.path.dirname(psycopg2.__file__) + os.sep, OURS)
#: Where all of the standard library's formatting walks a traceback (Lib/traceback.py).
_WALK = "_walk_tb_with_full_positions"


#: Code of ours in other files.
hidden: set = set()


def _is_hidden(frame) -> bool:
    return frame.f_code.co_filename.startswith(_HIDDEN) or frame.f_code in hidden


def without_ours(tb: TracebackType | None) -> TracebackType | None:
    """The traceback, where there is no formatting to be told."""
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
    """Everything that formats tracebacks walks them here: ``sys.excepthook``, ``print_exc``, ``logging``."""
    walk = getattr(traceback, _WALK)

    def walk_without_ours(tb):
        for frame, positions in walk(tb):
            if not _is_hidden(frame):
                yield frame, positions

    setattr(traceback, _WALK, walk_without_ours)
    walk_tb = traceback.walk_tb
    traceback.walk_tb = lambda tb: ((frame, line) for frame, line in walk_tb(tb) if not _is_hidden(frame))
