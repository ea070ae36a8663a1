"""Where libpq writes what it has nobody to tell."""

from __future__ import annotations

import sys


def write_to_stderr(text: str) -> None:
    """As ``fprintf(stderr)``: to the process's own, whatever the program has made of ``sys.stderr``."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()
