"""What an image of Python has imported: modules of the standard library that most programs need. (Our own want their host.)

Nothing that differs from one start to the next may be in it: ``renew`` makes that anew.
"""

from __future__ import annotations

import gc
import logging
import os
import random
import sys
import time
from importlib import import_module

#: What programs with psycopg2 import, and the driver and the runtime.
_MODULES = (
    "collections.abc",
    "csv",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "hashlib",
    "io",
    "itertools",
    "json",
    "math",
    "operator",
    "os",
    "pathlib",
    "queue",
    "random",
    "re",
    "select",
    "selectors",
    "signal",
    "socket",
    "string",
    "struct",
    "textwrap",
    "threading",
    "time",
    "traceback",
    "types",
    "typing",
    "uuid",
    "warnings",
    "weakref",
    "zoneinfo",
)


def prepare() -> None:
    """Import all that, in a Python without hash randomization."""
    for name in _MODULES:
        import_module(name)
    del os.environ["PYTHONHASHSEED"]
    gc.collect()


def renew() -> None:
    """Make anew what has to differ from one start to the next. In a Python that was started from an image."""
    random.seed()
    # What logging counts its relative times from, in nanoseconds
    logging._startTime = time.time_ns()  # type: ignore[attr-defined]
    sys.path_importer_cache.clear()
