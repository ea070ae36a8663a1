"""A snapshot of what a program may change in the interpreter, so that the next one finds it as it was."""

from __future__ import annotations

import _locale  # type: ignore[import-not-found]
import _socket  # type: ignore[import-not-found]
import _tracemalloc  # type: ignore[import-not-found]
import atexit
import gc
import linecache
import logging
import os
import random
import sys
from types import ModuleType

from . import _cpython
from .contents import Contents

_OURS = __name__.partition(".")[0]
#: Modules whose state is not the program's.
_NOT_THEIRS = ("__main__", "_pyodide", "pyodide")
#: Our own, which are not to be found by a program: it may have modules of the same names.
_hidden: list[ModuleType] = []


def _is_in(package: str, name: str) -> bool:
    return name == package or name.startswith(package + ".")


def _hide_ours() -> None:
    for name in [name for name in sys.modules if _is_in(_OURS, name)]:
        _hidden.append(sys.modules.pop(name))


class Snapshot:
    """The interpreter as it is now.

    Modules get back what they held. The driver, whose classes and registries a program may alter as well, is imported anew.
    """

    def __init__(self) -> None:
        _hide_ours()
        self._modules = {name: module for name, module in sys.modules.items() if not _is_in("psycopg2", name)}
        theirs = (module for name, module in self._modules.items() if isinstance(module, ModuleType) and not name.startswith(_NOT_THEIRS))
        self._contents = Contents(theirs, without=[sys.modules, os.environ])
        self._environment = dict(os.environ)
        self._recursion_limit = sys.getrecursionlimit()
        self._digits_limit = sys.get_int_max_str_digits()
        self._switch_interval = sys.getswitchinterval()
        self._gc_threshold = gc.get_threshold()
        self._umask = os.umask(0)
        os.umask(self._umask)
        self._locale = _locale.setlocale(_locale.LC_ALL)

    def restore(self) -> None:
        """Undo what the program did to modules and the environment, and to what CPython keeps elsewhere."""
        for name in [name for name in sys.modules if name not in self._modules]:
            del sys.modules[name]
        sys.modules.update(self._modules)
        os.environ.clear()
        os.environ.update(self._environment)
        self._contents.put_back()
        linecache.clearcache()
        _cpython.filters_of_warnings_changed()
        sys.setrecursionlimit(self._recursion_limit)
        sys.set_int_max_str_digits(self._digits_limit)
        sys.setswitchinterval(self._switch_interval)
        sys.settrace(None)
        sys.setprofile(None)
        gc.enable()
        gc.set_threshold(*self._gc_threshold)
        gc.set_debug(0)
        if _tracemalloc.is_tracing():
            _tracemalloc.stop()
        os.umask(self._umask)
        _locale.setlocale(_locale.LC_ALL, self._locale)
        _socket.setdefaulttimeout(None)
        random.seed()
        atexit.register(logging.shutdown)  # as importing it did, once
