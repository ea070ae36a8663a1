"""Tracebacks as CPython with the real psycopg2 prints them: a driver written in C and a clock in C have no frames. Imports nothing of the package."""

from __future__ import annotations

import os
import traceback

import psycopg2

_HIDDEN = (os.path.dirname(psycopg2.__file__) + os.sep, os.path.dirname(__file__) + os.sep)


def _is_hidden(frame) -> bool:
    return frame.f_code.co_filename.startswith(_HIDDEN)


def install() -> None:
    """Everything that formats tracebacks walks them here: ``sys.excepthook``, ``print_exc``, ``logging``."""
    walk = traceback._walk_tb_with_full_positions

    def walk_without_ours(tb):
        for frame, positions in walk(tb):
            if not _is_hidden(frame):
                yield frame, positions

    traceback._walk_tb_with_full_positions = walk_without_ours
    walk_tb = traceback.walk_tb
    traceback.walk_tb = lambda tb: ((frame, line) for frame, line in walk_tb(tb) if not _is_hidden(frame))
