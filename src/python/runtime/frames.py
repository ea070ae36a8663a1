"""Whose code a frame executes, told by the name of its file."""

from __future__ import annotations

import os

import psycopg2

OURS = os.path.dirname(__file__) + os.sep
DRIVER = os.path.dirname(psycopg2.__file__) + os.sep
LIBRARY = os.path.dirname(os.__file__) + os.sep
#: On CPython with the real psycopg2 these are written in C, and so have no frames.
WRITTEN_IN_C = (OURS, DRIVER)


def program_frame(frame):
    """The innermost frame, from this one outwards, that CPython would have, too; None if there is none."""
    while frame is not None and frame.f_code.co_filename.startswith(WRITTEN_IN_C):
        frame = frame.f_back
    return frame
